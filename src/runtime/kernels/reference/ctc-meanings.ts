const meanings: Readonly<Record<string, string>> = {
  Valid: '1 if the result obeys the rules of the Cell Tracking Challenge, else 0.',
  DET: 'Detection: 1 - cost of the missing, wrong and merged objects / cost of adding all.',
  SEG: 'Segmentation: mean overlap (intersection over union) of true objects with their match, 0 without one.',
  TRA: 'Tracking: as DET, over objects and links.',
  LNK: 'Linking: as DET, over links alone.',
  OP_CSB: 'Mean of SEG and DET: the score of the Cell Segmentation Benchmark.',
  OP_CTB: 'Mean of SEG and TRA: the score of the Cell Tracking Benchmark.',
  OP_CLB: 'Mean of LNK and BIO: the score of the Cell Linking Benchmark.',
  BIO: 'Mean of those of CT, TF, BC and CCA that are defined.',
  CT: 'Complete tracks: tracks followed from their first to their last frame; F1 score.',
  TF: 'Track fractions: longest correctly followed part of a true track, mean over those found.',
  BC: 'Branching correctness: F1 score of divisions, as the challenge counts them.',
  CCA: 'Cell cycle accuracy: 1 - largest difference of the distributions of cycle lengths.',
  AOGM: 'Cost of turning the result into the truth: weighted sum of the six kinds of operation below.',
  AOGM_0: 'The same for an empty result.',
  AOGM_NS: 'Objects to split (weight 5).',
  AOGM_FN: 'Objects to add (weight 10).',
  AOGM_FP: 'Objects to delete (weight 1).',
  AOGM_ED: 'Links to delete (weight 1).',
  AOGM_EA: 'Links to add (weight 1.5).',
  AOGM_EC: 'Links whose kind is wrong: within a track or from a parent (weight 1).',
  MOTA: 'Multiple object tracking accuracy: 1 - (missed + wrong + switches) / true objects.',
  HOTA: 'Higher order tracking accuracy at the matching of the challenge.',
  CHOTA: 'HOTA over lineages: relatives count as one.',
  IDF1: 'F1 score of the best assignment of whole tracks.',
  IDP: 'Precision of that assignment.',
  IDR: 'Recall of that assignment.',
  IDSW: 'Identity switches: true tracks found under another id than before.',
  TP: 'True objects that are found.',
  FP: 'Objects of the result without a true object.',
  FN: 'True objects that are not found.',
  NS: 'Objects to split.',
  Precision: 'TP / (TP + FP).',
  Recall: 'TP / (TP + FN).',
  gt_divisions: 'True divisions.',
  tp_div: 'Divisions found, as BC counts them.',
  fp_div: 'Divisions of the result that are none, as BC counts them.',
  fn_div: 'Divisions not found, as BC counts them.',
  'Division F1': 'F1 score of divisions, each daughter looked at where it begins.',
  'Division precision': 'Share of the divisions of the result that are right.',
  'Division recall': 'Share of the true divisions that are found.',
};

/**
 * One sentence that says what a score of `ctcMetrics` measures.
 *
 * @param name  as `BC(1)` or `F1(IoU 0.5)`.
 * @throws RangeError for a name that no score has.
 */
export function ctcMeaning(name: string): string {
  const [, base = name, argument] = /^(.*?)(?:\((.*)\))?$/.exec(name) ?? [];
  const overlap = argument?.startsWith('IoU ') ? argument.slice(4) : null;
  if (overlap !== null) {
    const what = base === 'F1' ? 'F1 score' : base;
    return `${what} of objects that overlap their true object by at least ${overlap} (intersection over union).`;
  }
  const meaning = meanings[base];
  if (meaning === undefined) throw new RangeError(`there is no score "${name}"`);
  if (argument === undefined) return meaning;
  const within = argument === '0' ? 'in the same frame' : `within ${argument} ${argument === '1' ? 'frame' : 'frames'}`;
  return `${meaning.slice(0, -1)}; divisions ${within} agree.`;
}
