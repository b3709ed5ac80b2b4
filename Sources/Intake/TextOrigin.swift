import DelimitedText

/// Where the text of an input file is.
enum TextOrigin: Sendable {
  /// In the file itself.
  case file(String)
  /// Some rows of a file, kept apart.
  case slice(FileSlice)

  /// The path of the file as the user gave it.
  var path: String {
    switch self {
    case .file(let path): path
    case .slice(let slice): slice.path
    }
  }

  /// The text; what can be said of a file that has none is a quarantine.
  func load(threads: Int, checksAll: Bool) throws -> SourceText {
    switch self {
    case .file(let path):
      return try OpenedFile.load(path: path, threads: threads, checksAll: checksAll)
    case .slice(let slice):
      do {
        return try slice.rows.text(slice.stretch, threads: threads)
      } catch .io(let code) {
        throw IntakeError.inputOutput(path: slice.path, code: code)
      } catch {
        throw OpenedFile.unreadable(error)
      }
    }
  }
}

/// The rows of some patients of one file, as a text of its own with the file's header: see
/// ``PatientSplit``.
struct FileSlice: Sendable {
  /// The path of the file as the user gave it.
  let path: String
  /// The file's number in the batch, from 1.
  let number: Int
  /// The profile, with what the whole file showed (its delimiter) written into it.
  let profile: Profile
  /// How dates are written, as the whole file proves it, by column.
  let dates: [CanonicalColumn: DateConvention]
  /// Where the rows are.
  let rows: SpillFile
  let stretch: SpillFile.Stretch
  /// Where the lines of the rows are: for each row its line here and its line in the file, in the lower
  /// and the upper half of a number.
  let lines: SpillFile
  let lineStretch: SpillFile.Stretch

  /// The line, in the file, of the row that a line of the slice belongs to; lines above the first row
  /// are the same in both.
  func line(_ own: Int) throws(IntakeError) -> Int {
    do {
      return try lines.withNumbers(lineStretch) { pairs in
        var low = 0
        var high = pairs.count
        while low < high {
          let middle = (low + high) / 2
          if FileSlice.own(pairs[middle]) <= own { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? own : FileSlice.inFile(pairs[low - 1])
      }
    } catch {
      throw .inputOutput(path: path, code: 0)
    }
  }

  /// The two lines of a row as one number.
  static func pair(own: Int, inFile: Int) -> UInt64 {
    UInt64(UInt32(clamping: inFile)) << 32 | UInt64(UInt32(clamping: own))
  }

  private static func own(_ pair: UInt64) -> Int { Int(UInt32(truncatingIfNeeded: pair)) }

  private static func inFile(_ pair: UInt64) -> Int { Int(pair >> 32) }
}
