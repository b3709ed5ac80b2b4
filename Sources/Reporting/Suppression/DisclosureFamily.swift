import OutcomeModel

/// A published total and published parts of it: what is hidden in one can be subtracted back from the
/// others.
struct DisclosureFamily {
  /// The total.
  var parent: DisclosureUnit.Key
  /// Parts that exclude one another; what they leave of the total is not published.
  var children: [DisclosureUnit.Key]
  /// Whether the parts overlap instead: then the sum of the parts less the total is what few people
  /// with several labels weigh.
  var overlaps = false
}

extension DisclosureFamily {
  /// Keys of which an episode can have several values, so that their groups overlap.
  private static let overlapping: Set<String> = ["condition", "modality", "tcm_pattern"]

  /// Keys that divide events, not people: everyone who was asked is in each of their groups, and only
  /// those with an event are parts of those with any.
  private static let ofEvents: Set<String> = ["event_kind", "event_reporter"]

  /// Keys that divide those with one condition, not everyone.
  private static let divided = [
    "sciatica_cause": "sciatica", "herniated_disc": "herniated_disc",
  ]

  /// A group whose parts are looked for along one key.
  private struct Division: Hashable {
    var block: DisclosureUnit.Key
    var key: String
  }

  /// The families among the groups of each population: groups within `all` and within each other.
  static func groups(
    _ keys: [DisclosureUnit.Key], _ units: [DisclosureUnit.Key: DisclosureUnit]
  ) -> [DisclosureFamily] {
    // Crossed groups name their parent by dropping a pair, so parents are found by their pairs.
    var names: [GroupKey: String] = [:]
    for key in keys { names[GroupKey(key.group)] = key.group }
    var order: [Division] = []
    var members: [Division: [DisclosureUnit.Key]] = [:]
    for key in keys {
      let group = GroupKey(key.group)
      for position in group.pairs.indices {
        var outer = group
        let pair = outer.pairs.remove(at: position)
        // Causes divide those with sciatica, and sciatica those with a herniated disc, not everyone.
        if let condition = divided[pair.key] {
          outer.pairs.insert(.init(key: "condition", value: condition), at: position)
        }
        guard let name = names[outer] else { continue }
        var block = key
        block.group = name
        guard units[block] != nil else { continue }
        // All others of known value (`key=!value`) and those with the value are a division of its own.
        let isComplement = pair.value.hasPrefix("!")
        let division = Division(block: block, key: isComplement ? pair.key + pair.value : pair.key)
        if members[division] == nil { order.append(division) }
        members[division, default: []].append(key)
        guard isComplement else { continue }
        var with = group
        with.pairs[position] = .init(key: pair.key, value: String(pair.value.dropFirst()))
        var partner = key
        partner.group = names[with] ?? ""
        if units[partner] != nil { members[division]?.append(partner) }
      }
    }
    return order.flatMap { division -> [DisclosureFamily] in
      let children = members[division] ?? []
      let sum = children.compactMap { units[$0]?.total }.reduce(0, +)
      let overlap =
        overlapping.contains(division.key) || ofEvents.contains(division.key)
        || sum > (units[division.block]?.total ?? 0)
      guard overlap else { return [DisclosureFamily(parent: division.block, children: children)] }
      let shared = covers(children).map {
        DisclosureFamily(parent: division.block, children: $0, overlaps: true)
      }
      if ofEvents.contains(division.key) { return shared }
      return children.map { DisclosureFamily(parent: division.block, children: [$0]) }
        + shared
    }
  }

  /// Sets of overlapping parts that may hold everyone: all of them, and any two.
  private static func covers(_ parts: [DisclosureUnit.Key]) -> [[DisclosureUnit.Key]] {
    let pairs = parts.indices.flatMap { first in
      parts[(first + 1)...].map { [parts[first], $0] }
    }
    return parts.count > 2 ? [parts] + pairs : pairs
  }

  /// The families of populations that hold one another: the same group and window in each.
  static func nested(
    _ keys: [DisclosureUnit.Key], _ units: [DisclosureUnit.Key: DisclosureUnit],
    _ populations: [AnalysisResult.Population]
  ) -> [DisclosureFamily] {
    var families: [DisclosureFamily] = []
    for outer in populations {
      let inner = populations.filter { holds(outer, $0) }
      guard !inner.isEmpty else { continue }
      for key in keys where key.population == outer.text {
        let children = inner.compactMap { population -> DisclosureUnit.Key? in
          var child = key
          child.population = population.text
          return units[child] == nil ? nil : child
        }
        guard !children.isEmpty else { continue }
        families.append(DisclosureFamily(parent: key, children: children))
      }
    }
    return families
  }

  /// Whether a population directly holds another one: everyone those with back pain in the same
  /// stretch, all years the stretches of the same people.
  private static func holds(
    _ outer: AnalysisResult.Population, _ inner: AnalysisResult.Population
  ) -> Bool {
    if outer.text == inner.text { return false }
    if outer.period == inner.period {
      return outer.name == "everyone" && inner.name != "everyone"
    }
    return outer.name == inner.name && outer.period == .all
  }
}
