import OutcomeModel

/// The chosen reading of each window, by DEFINITIONS 3.
struct WindowRule {
  /// The reading of a window.
  struct Chosen {
    /// Days after day 0; 0 means that there is none.
    var offset = 0
    /// The score in 10^-9.
    var nano = ScoreArray.missing
  }

  let windows: [Window]
  /// One reading per window, `last` included where asked for.
  private(set) var chosen: [Chosen]
  private var latestOffset = 0

  init(windows: [Window]) {
    self.windows = windows
    self.chosen = Array(repeating: Chosen(), count: windows.count)
  }

  /// Begins the readings of the next episode.
  mutating func reset() {
    for index in chosen.indices { chosen[index] = Chosen() }
    latestOffset = 0
  }

  /// Offers the scored visits of an episode, in visit order: the first of a day is the candidate.
  mutating func offer(offset: Int, nano: Int64) {
    guard offset > latestOffset else { return }
    latestOffset = offset
    for (index, window) in windows.enumerated() where window.contains(offset) {
      let current = chosen[index].offset
      // Strictly nearer, so that of two readings at the same distance the earlier stays.
      if current == 0 || abs(offset - window.target) < abs(current - window.target) {
        chosen[index] = Chosen(offset: offset, nano: nano)
      }
    }
  }
}
