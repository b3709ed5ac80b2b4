/// A stretch of points of the monthly chart that its rules single out: the unusual month, the run on
/// one side, the steady rise or fall.
///
/// A signal is *new* when no signal of its ``identity`` was there in the last publication: a run that
/// grows by a month stays the same signal.
public struct ControlSignal: Hashable, Sendable {
  /// The rule: `outside`, `shift`, `trend` or `near_limit`.
  public var rule: String
  /// `low` (less pain than usual) or `high`.
  public var side: String
  /// The label of the first point of the stretch.
  public var first: String
  /// The label of its last point.
  public var last: String
  /// Whether the stretch reaches the newest point of the chart.
  public var isCurrent: Bool

  /// Makes a signal.
  public init(rule: String, side: String, first: String, last: String, isCurrent: Bool) {
    self.rule = rule
    self.side = side
    self.first = first
    self.last = last
    self.isCurrent = isCurrent
  }

  /// What tells a signal from every other one, whatever its length.
  public var identity: String { rule + ";" + side + ";" + first }

  /// The group of a point of ``SeriesName/monthlySignal``.
  public static func group(rule: String, side: String) -> String {
    "signal=" + rule + "|side=" + side
  }

  /// The signals of a control chart, from the points of one reader's series.
  ///
  /// - Parameter series: points under plain names: ``SeriesName/monthlyChange`` and
  ///   ``SeriesName/monthlySignal``; others are passed over.
  /// - Returns: the signals by rule and side, in order of time.
  public static func all(in series: some Sequence<AnalysisResult.SeriesPoint>) -> [ControlSignal] {
    var labels: [String] = []
    var marked: [(group: String, label: String)] = []
    for point in series {
      switch point.series {
      case SeriesName.monthlyChange where point.value != nil: labels.append(point.label)
      case SeriesName.monthlySignal where point.status == "ok":
        marked.append((point.group, point.label))
      default: continue
      }
    }
    var order: [String] = []
    for (group, _) in marked where !order.contains(group) { order.append(group) }
    return order.flatMap { group -> [ControlSignal] in
      let places = Set(marked.filter { $0.group == group }.map(\.label))
      let words = group.split(separator: "|").map { $0.split(separator: "=").last.map(String.init) }
      guard words.count == 2, let rule = words[0], let side = words[1] else { return [] }
      var found: [ControlSignal] = []
      var isOpen = false
      for (position, label) in labels.enumerated() {
        guard places.contains(label) else {
          isOpen = false
          continue
        }
        if !isOpen {
          found.append(
            ControlSignal(rule: rule, side: side, first: label, last: label, isCurrent: false))
        }
        isOpen = true
        found[found.count - 1].last = label
        found[found.count - 1].isCurrent = position == labels.count - 1
      }
      return found
    }
  }
}

extension AnalysisResult {
  /// The signals of the monthly chart as drawn for pages that show at least `smallest` people.
  public func controlSignals(smallest: Int) -> [ControlSignal] {
    ControlSignal.all(in: series(smallest: smallest))
  }

  /// The series for a reader who may see cells of at least `smallest` people, under plain names: of a
  /// series that was drawn for several such numbers, the one for the smallest that is not below it.
  public func series(smallest: Int) -> [SeriesPoint] {
    var chosen: [String: Int] = [:]
    let names = series.map { SizedSeriesName(parsing: $0.series) }
    for name in names {
      guard let size = name.smallest, size >= smallest else { continue }
      chosen[name.name] = min(chosen[name.name] ?? size, size)
    }
    return zip(series, names).compactMap { point, name in
      guard let size = name.smallest else { return point }
      guard chosen[name.name] == size else { return nil }
      var plain = point
      plain.series = name.name
      return plain
    }
  }
}
