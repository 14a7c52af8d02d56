/** A paper, as a bibliography needs it. */
export interface Reference {
  /** Family name first, as BibTeX takes them; `and others` where there are many. */
  readonly authors: string;
  readonly title: string;
  readonly journal: string;
  readonly year: number;
  readonly volume?: string;
  readonly pages?: string;
}

/** Papers that nodes name, by DOI; one that is missing is cited by its DOI alone. */
export const references: ReadonlyMap<string, Reference> = new Map([
  [
    '10.1038/nmeth.4473',
    {
      authors: 'Ulman, Vladimír and Maška, Martin and others',
      title: 'An objective comparison of cell-tracking algorithms',
      journal: 'Nature Methods',
      year: 2017,
      volume: '14',
      pages: '1141--1152',
    },
  ],
  [
    '10.1038/nmeth.1237',
    {
      authors: 'Jaqaman, Khuloud and Loerke, Dinah and others',
      title: 'Robust single-particle tracking in live-cell time-lapse sequences',
      journal: 'Nature Methods',
      year: 2008,
      volume: '5',
      pages: '695--702',
    },
  ],
  [
    '10.1371/journal.pone.0144959',
    {
      authors: 'Matula, Pavel and Maška, Martin and others',
      title: 'Cell tracking accuracy measurement based on comparison of acyclic oriented graphs',
      journal: 'PLoS ONE',
      year: 2015,
      volume: '10',
      pages: 'e0144959',
    },
  ],
  [
    '10.1093/bioinformatics/btu080',
    {
      authors: 'Maška, Martin and Ulman, Vladimír and others',
      title: 'A benchmark for comparison of cell tracking algorithms',
      journal: 'Bioinformatics',
      year: 2014,
      volume: '30',
      pages: '1609--1617',
    },
  ],
  [
    '10.12688/f1000research.27171.1',
    {
      authors: 'Miura, Kota',
      title: 'Bleach correction ImageJ plugin for compensating the photobleaching of time-lapse sequences',
      journal: 'F1000Research',
      year: 2020,
      volume: '9',
      pages: '1494',
    },
  ],
  [
    '10.1364/OE.22.015982',
    {
      authors: 'Wang, Yina and Schnitzbauer, Joerg and others',
      title:
        'Localization events-based sample drift correction for localization microscopy with redundant cross-correlation algorithm',
      journal: 'Optics Express',
      year: 2014,
      volume: '22',
      pages: '15982--15991',
    },
  ],
  [
    '10.1364/OL.33.000156',
    {
      authors: 'Guizar-Sicairos, Manuel and Thurman, Samuel T. and Fienup, James R.',
      title: 'Efficient subpixel image registration algorithms',
      journal: 'Optics Letters',
      year: 2008,
      volume: '33',
      pages: '156--158',
    },
  ],
  [
    '10.1007/s10851-010-0227-1',
    {
      authors: 'Moisan, Lionel',
      title: 'Periodic plus smooth image decomposition',
      journal: 'Journal of Mathematical Imaging and Vision',
      year: 2011,
      volume: '39',
      pages: '161--179',
    },
  ],
  [
    '10.1242/jcs.260728',
    {
      authors: 'Pylvänäinen, Joanna W. and others',
      title: 'Fast4DReg: fast registration of 4D microscopy datasets',
      journal: 'Journal of Cell Science',
      year: 2023,
      volume: '136',
    },
  ],
  [
    '10.3791/51086',
    {
      authors: 'Parslow, Adam and Cardona, Albert and Bryson-Richardson, Robert J.',
      title: 'Sample drift correction following 4D confocal time-lapse imaging',
      journal: 'Journal of Visualized Experiments',
      year: 2014,
      volume: '86',
      pages: 'e51086',
    },
  ],
  [
    '10.1109/TSMC.1979.4310076',
    {
      authors: 'Otsu, Nobuyuki',
      title: 'A threshold selection method from gray-level histograms',
      journal: 'IEEE Transactions on Systems, Man, and Cybernetics',
      year: 1979,
      volume: '9',
      pages: '62--66',
    },
  ],
  [
    '10.1109/MC.1983.1654163',
    {
      authors: 'Sternberg, Stanley R.',
      title: 'Biomedical image processing',
      journal: 'Computer',
      year: 1983,
      volume: '16',
      pages: '22--34',
    },
  ],
  [
    '10.1038/s41592-022-01507-1',
    {
      authors: 'Ershov, Dmitry and others',
      title: 'TrackMate 7: integrating state-of-the-art segmentation algorithms into tracking pipelines',
      journal: 'Nature Methods',
      year: 2022,
      volume: '19',
      pages: '829--832',
    },
  ],
  [
    '10.1021/ac60214a047',
    {
      authors: 'Savitzky, Abraham and Golay, Marcel J. E.',
      title: 'Smoothing and differentiation of data by simplified least squares procedures',
      journal: 'Analytical Chemistry',
      year: 1964,
      volume: '36',
      pages: '1627--1639',
    },
  ],
  [
    '10.1023/A:1008045108935',
    {
      authors: 'Lindeberg, Tony',
      title: 'Feature detection with automatic scale selection',
      journal: 'International Journal of Computer Vision',
      year: 1998,
      volume: '30',
      pages: '79--116',
    },
  ],
  [
    '10.1023/B:VISI.0000029664.99615.94',
    {
      authors: 'Lowe, David G.',
      title: 'Distinctive image features from scale-invariant keypoints',
      journal: 'International Journal of Computer Vision',
      year: 2004,
      volume: '60',
      pages: '91--110',
    },
  ],
  [
    '10.1371/journal.pbio.3000581',
    {
      authors: 'Goedhart, Joachim',
      title: 'PlotTwist: a web app for plotting and annotating continuous data',
      journal: 'PLoS Biology',
      year: 2020,
      volume: '18',
      pages: 'e3000581',
    },
  ],
  [
    '10.1007/BF01025868',
    {
      authors: 'Freedman, David and Diaconis, Persi',
      title: 'On the histogram as a density estimator: L2 theory',
      journal: 'Zeitschrift für Wahrscheinlichkeitstheorie und verwandte Gebiete',
      year: 1981,
      volume: '57',
      pages: '453--476',
    },
  ],
  [
    '10.1016/S0006-3495(91)82125-7',
    {
      authors: 'Qian, Hong and Sheetz, Michael P. and Elson, Elliot L.',
      title: 'Single particle tracking: analysis of diffusion and flow in two-dimensional systems',
      journal: 'Biophysical Journal',
      year: 1991,
      volume: '60',
      pages: '910--921',
    },
  ],
  [
    '10.1103/PhysRevE.82.041914',
    {
      authors: 'Michalet, Xavier',
      title:
        'Mean square displacement analysis of single-particle trajectories with localization error: Brownian motion in an isotropic medium',
      journal: 'Physical Review E',
      year: 2010,
      volume: '82',
      pages: '041914',
    },
  ],
]);
