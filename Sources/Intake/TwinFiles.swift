import DelimitedText

/// Files with the same bytes: compared only where sizes are equal.
struct TwinFiles {
  private var first: [Int: Int] = [:]

  init(_ inputs: [BatchInput]) {
    var bySize: [Int: [Int]] = [:]
    for (position, input) in inputs.enumerated() {
      guard let size = FileName.size(input.path) else { continue }
      bySize[size, default: []].append(position)
    }
    for group in bySize.values where group.count > 1 {
      var known: [String: Int] = [:]
      for position in group {
        let input = inputs[position]
        guard let source = try? SourceText.load(path: input.path) else { continue }
        let bytes = source.withOriginalBytes { Digest.sha256($0) }
        // The same bytes by another profile are another file.
        let identity = bytes + input.profile.hash
        if let earlier = known[identity] {
          first[position] = earlier
        } else {
          known[identity] = position
        }
      }
    }
  }

  func firstOf(_ position: Int) -> Int? { first[position] }
}
