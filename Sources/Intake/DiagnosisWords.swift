import OutcomeModel

/// Words that name a condition, in the forms that charts use.
///
/// A phrase counts where all its words stand side by side; what follows "no", "without", "denies" or
/// "rule out" is not a diagnosis. Phrases are tried longest first and a word is used once, so that
/// `upper back pain` is not read as `back pain`.
enum DiagnosisWords {
  /// Phrases and what they name; nil for phrases that are recognised and belong to no condition.
  static let phrases: [(phrase: [String], condition: Condition?)] = table.flatMap { entry in
    entry.phrases.map { ($0.split(separator: " ").map(String.init), entry.condition) }
  }.sorted { $0.0.count > $1.0.count }

  private static let table: [(condition: Condition?, phrases: [String])] = [
    (
      .herniatedDisc,
      [
        "herniated disc", "herniated discs", "disc herniation", "herniation of disc",
        "herniated nucleus pulposus", "herniated lumbar disc", "herniated intervertebral disc",
        "slipped disc", "prolapsed disc", "disc prolapse", "ruptured disc", "disc protrusion",
        "disc extrusion", "disc displacement", "hnp", "hernia discal", "discal hernia",
        "lumbar disc herniation",
      ]
    ),
    (
      .sciatica,
      [
        "sciatica", "sciatic", "sciatic pain", "sciatic nerve pain", "lumbar radiculopathy",
        "lumbosacral radiculopathy", "ischialgia", "lumboischialgia", "lumbosciatica",
      ]
    ),
    (.stenosis, ["spinal stenosis", "lumbar stenosis", "lumbar spinal stenosis", "stenosis"]),
    (
      .degenerativeDisc,
      [
        "degenerative disc disease", "degenerative disc", "disc degeneration", "ddd",
        "degenerated disc", "lumbar disc degeneration",
      ]
    ),
    (.spondylolisthesis, ["spondylolisthesis", "anterolisthesis", "retrolisthesis"]),
    (
      .strain,
      [
        "back strain", "back sprain", "low back strain", "lower back strain", "lumbar strain",
        "lumbar sprain", "lumbosacral strain", "lumbosacral sprain", "strained back",
        "pulled back muscle", "strain of lower back", "muscle strain of lower back",
        "sprain of lumbar spine",
      ]
    ),
    (
      .nonspecificLowBack,
      [
        "low back pain", "lower back pain", "back pain", "backache", "back ache", "lbp",
        "low back ache", "lower back ache", "lumbago", "lumbar pain", "lumbalgia", "lumbar ache",
        "chronic low back pain", "acute low back pain", "nonspecific low back pain", "clbp",
        "dorsalgia",
      ]
    ),
    (
      .pregnancyRelated,
      [
        "pregnancy", "pregnant", "pregnancy related", "pregnancy back pain",
        "gestational back pain",
        "pregnancy related low back pain", "pregnancy related back pain",
        "back pain in pregnancy", "low back pain in pregnancy", "pelvic girdle pain",
      ]
    ),
    (
      .arthritis,
      [
        "arthritis", "osteoarthritis", "rheumatoid arthritis", "spondylosis", "lumbar spondylosis",
        "arthrosis", "facet arthropathy", "facet arthritis", "facet joint arthritis",
      ]
    ),
    (
      .neck,
      [
        "neck pain", "neck ache", "cervicalgia", "cervical pain", "stiff neck", "whiplash",
        "neck strain", "cervical strain", "cervical sprain", "cervical radiculopathy",
        "cervical disc", "cervical stenosis", "cervical spinal stenosis", "cervical spondylosis",
        "herniated cervical disc", "cervical disc herniation", "cervical disc degeneration",
        "cervical degenerative disc disease", "cervical spondylolisthesis", "neck",
      ]
    ),
    (
      .shoulder,
      [
        "shoulder pain", "frozen shoulder", "adhesive capsulitis", "rotator cuff",
        "shoulder impingement", "shoulder strain", "shoulder bursitis", "shoulder arthritis",
        "shoulder",
      ]
    ),
    (
      .headache,
      [
        "headache", "headaches", "migraine", "migraines", "tension headache",
        "tension type headache", "cluster headache", "cephalalgia", "cephalgia",
      ]
    ),
    (
      nil,
      [
        "upper back pain", "mid back pain", "middle back pain", "thoracic back pain",
        "thoracic pain", "urethral stenosis", "aortic stenosis", "carotid stenosis",
        "mitral stenosis", "pyloric stenosis", "tracheal stenosis",
      ]
    ),
  ]

  private static let negations: Set<String> = ["no", "not", "without", "denies", "negative", "ro"]

  /// The conditions that a text names, empty where its phrases belong to none; nil where it holds no
  /// known phrase.
  static func conditions(in text: [UInt8]) -> ConditionSet? {
    var found: ConditionSet?
    for clause in clauses(text) {
      var used = Array(repeating: false, count: clause.count)
      for (phrase, condition) in phrases where phrase.count <= clause.count {
        for start in 0...(clause.count - phrase.count) {
          let range = start..<(start + phrase.count)
          guard clause[range].elementsEqual(phrase), !used[range].contains(true) else { continue }
          for position in range { used[position] = true }
          found = (found ?? []).union(condition.map { ConditionSet($0) } ?? [])
        }
      }
    }
    return found
  }

  /// The words of a text clause by clause, each cut off at a word that denies what follows.
  private static func clauses(_ text: [UInt8]) -> [[String]] {
    text.split { ",;:()[]\n".utf8.contains($0) }.map { clause in
      var words: [String] = []
      let spelled = clause.split { !isWord($0) }.map {
        spelling(String(decoding: $0, as: UTF8.self))
      }
      for (position, word) in spelled.enumerated() {
        let isRuledOut =
          (word == "rule" || word == "r") && position + 1 < spelled.count
          && ["out", "o"].contains(spelled[position + 1])
        if negations.contains(word) || isRuledOut { break }
        words.append(word)
      }
      return words
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte >= 0x80
  }

  private static func spelling(_ word: String) -> String {
    switch word {
    case "disk": "disc"
    case "disks", "discs": "disc"
    default: word
    }
  }
}
