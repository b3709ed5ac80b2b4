extension DisclosureControl {
  /// Groups of one population whose counts are equal in every block: very likely the same people
  /// under two names, so that one would betray the other. Units of one block, in sets of two or more.
  func twins() -> [[DisclosureUnit.Key]] {
    struct Name: Hashable {
      var population: String
      var group: String
    }
    var order: [Name] = []
    var counts: [Name: [DisclosureUnit.Key: DisclosureUnit]] = [:]
    for key in keys {
      let name = Name(population: key.population, group: key.group)
      if counts[name] == nil { order.append(name) }
      var block = key
      block.group = ""
      counts[name, default: [:]][block] = units[key]
    }
    var sets: [[Name]] = []
    for name in order {
      let same = sets.firstIndex { set in
        set[0].population == name.population && counts[set[0]] == counts[name]
      }
      if let same { sets[same].append(name) } else { sets.append([name]) }
    }
    return sets.filter { $0.count > 1 }.flatMap { set -> [[DisclosureUnit.Key]] in
      keys.filter { $0.population == set[0].population && $0.group == set[0].group }.map { key in
        set.map { name in
          var twin = key
          twin.group = name.group
          return twin
        }
      }
    }
  }
}
