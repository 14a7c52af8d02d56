/** Reference outputs of ../shared/golden that nothing of this version is compared with. */
export interface NotCovered {
  /** Files; `: part` where other parts of the file are covered. */
  readonly goldens: readonly string[];
  readonly method: string;
  readonly why?: string;
}

export const notCovered: readonly NotCovered[] = [
  { goldens: ['nlm_classic.tif', 'nlm_fast.tif'], method: 'non-local means' },
  { goldens: ['tv.tif', 'tv_bregman.tif'], method: 'total variation' },
  { goldens: ['bilateral.tif', 'wavelet.tif'], method: 'bilateral filter, wavelet denoising' },
  { goldens: ['richardson_lucy_20.tif', 'wiener.tif'], method: 'deconvolution' },
  {
    goldens: ['uniform_7.tif', 'min_5.tif', 'max_5.tif', 'percentile20_5.tif'],
    method: 'mean, minimum, maximum and percentile of a square',
  },
  { goldens: ['sobel.tif', 'gradmag_1.tif'], method: 'gradients (gradmag_1.tif is an input above)' },
  { goldens: ['clahe.tif', 'unsharp.tif'], method: 'local contrast' },
  { goldens: ['noise.json: estimate_sigma'], method: 'noise level' },
  { goldens: ['thresholds.json: multiotsu3'], method: 'several levels by Otsu' },
  { goldens: ['chessboard.tif', 'skeleton.tif', 'boundaries.tif', 'contours.json'], method: 'skeletons and outlines' },
  { goldens: ['random_walker.tif', 'chan_vese.tif'], method: 'random walker, active contours' },
  {
    goldens: [
      'cellpose_flow.tif',
      'cellpose_follow.npy',
      'cellpose_masks_clean.tif',
      'cellpose_masks_noisy.tif',
      'stardist_dist.tif',
      'stardist_labels.tif',
      'stardist_nms.json',
    ],
    method: 'Cellpose, StarDist',
  },
  { goldens: ['blobs.json: doh'], method: 'determinant of the Hessian' },
  { goldens: ['trackpy_locate.json: mass, size, ecc'], method: 'brightness and shape of spots' },
  {
    goldens: ['regionprops.json: moments'],
    method: 'raw moments',
    why: 'not compared: no node gives them; the central moments are made of them',
  },
  {
    goldens: ['ctc_metrics.json: FAF, Frames, MULTI-ASSIGNMENTS, MT, ML, IDTP, IDFP, IDFN'],
    method: 'counts for other scores',
    why: 'not compared: no node gives them',
  },
  { goldens: ['glcm.json', 'centrosome.json'], method: 'texture, Zernike moments' },
  { goldens: ['farneback.tif', 'tvl1.tif'], method: 'optical flow' },
  { goldens: ['stackreg.json'], method: 'rigid, scaled and affine registration' },
  {
    goldens: ['phase_correlation.json: opencv'],
    method: 'cv2.phaseCorrelate',
    why: 'not compared: it gives the centroid of the 5 × 5 px around the peak, not the peak',
  },
  { goldens: ['msd.json: drift'], method: 'drift of tracks' },
  { goldens: ['exp_fit.json: double'], method: 'double exponential' },
  {
    goldens: ['stats.json: all but savgol_7_2 and detrend'],
    method: 'tests, corrections for many tests, correlation, causality, spectra, peaks',
  },
  { goldens: ['ml.json'], method: 'principal components, clusters' },
];
