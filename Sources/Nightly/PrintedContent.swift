import Crypto
import Foundation
import OutcomeModel

/// What a report folder says, as one hash: equal for two reports in which no figure and no notice
/// differs.
///
/// A report says it itself, in `mail/mail.json`: it knows its figures and words from the dates that move
/// from night to night. In folders of versions that did not say, all files count but `run.json`, where
/// wall-clock facts live, without the folder's own as-of date.
enum PrintedContent {
  /// The SHA-256 over names and contents of a folder's files.
  static func hash(folder: String, asOf: CalendarDay) -> String {
    if let data = FileManager.default.contents(atPath: folder + "/mail/mail.json"),
      let printed = (try? JSONDecoder().decode(Envelope.self, from: data))?.printed
    {
      return printed
    }
    var hash = SHA256()
    for file in SafeFile.files(under: folder) where isContent(file) {
      var bytes = Array(FileManager.default.contents(atPath: folder + "/" + file) ?? Data())
      if !file.hasSuffix(".png") { bytes = blanked(bytes, forms(of: asOf)) }
      hash.update(data: Array("\(file)\0\(bytes.count)\0".utf8))
      hash.update(data: bytes)
    }
    return hash.finalize().map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  private struct Envelope: Decodable {
    var printed: String?
  }

  static func isContent(_ file: String) -> Bool {
    file != "run.json" && !PathText.name(of: file).hasPrefix(".")
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The ways in which a page may write a day.
  static func forms(of day: CalendarDay) -> [[UInt8]] {
    let (year, month, number) = day.civil
    let name = months[month - 1]
    return [
      "\(day)", "\(number) \(name) \(year)", "\(name) \(number), \(year)",
      "\(number) \(name.prefix(3)) \(year)", "\(name.prefix(3)) \(number), \(year)",
    ].map { Array($0.utf8) }
  }

  /// The bytes with every form taken out.
  static func blanked(_ bytes: [UInt8], _ forms: [[UInt8]]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      let found = forms.first { form in
        form[0] == bytes[position] && bytes.count - position >= form.count
          && bytes[position..<position + form.count].elementsEqual(form)
          // `1 October 2026` does not stand in `31 October 2026`.
          && (position == 0 || !isDigit(bytes[position - 1]))
      }
      if let found {
        position += found.count
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return result
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
