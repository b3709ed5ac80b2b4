import DelimitedText
import OutcomeModel
import ParallelChunks

/// What there is to say of a column of diagnoses: how many rows hold something that was not recognised, or a
/// code that was not valid on the day of the visit.
enum DiagnosisNotices {
  /// - Parameters:
  ///   - findings: what each distinct text says.
  ///   - dates: the days of the visits; nil where the file has none.
  static func all(
    _ text: TextColumn, _ findings: [DiagnosisReader.Finding], _ dates: VisitDates?, threads: Int
  ) -> [IntakeNotice] {
    var notices: [IntakeNotice] = []
    let unknown = text.count(where: findings.map(\.isUnrecognised))
    if unknown > 0 {
      notices.append(
        IntakeNotice(
          "diagnosis: ", count: unknown, " rows have a part that was not recognised (other)"))
    }
    guard let dates, findings.contains(where: { $0.validDays != nil }) else { return notices }
    let outdated = countOutdated(text.codes, findings, dates, threads)
    if outdated > 0 {
      notices.append(
        IntakeNotice(
          "diagnosis: ", count: outdated,
          " rows have an ICD-10-CM code that was not valid on the day"))
    }
    return notices
  }

  private static func countOutdated(
    _ codes: RowCodes, _ findings: [DiagnosisReader.Finding], _ dates: VisitDates, _ threads: Int
  ) -> Int {
    let everyDay = Int32.min...Int32.max
    let first = findings.map { ($0.validDays ?? everyDay).lowerBound }
    let last = findings.map { ($0.validDays ?? everyDay).upperBound }
    let days = dates.days.map(\.number)
    let bounds = ParallelChunks.bounds(count: codes.count, size: ParallelFill.chunkSize)
    let dateCodes = dates.codes
    let counts = ParallelChunks.map(count: bounds.count, threads: threads) { chunk in
      var outdated = 0
      var block: [UInt32] = []
      dateCodes.copy(bounds[chunk], into: &block)
      let start = bounds[chunk].lowerBound
      block.withUnsafeBufferPointer { block in
        codes.forEach(in: bounds[chunk]) { row, code in
          let day = days[Int(block[row - start])]
          let isValid = first[Int(code)] <= day && day <= last[Int(code)]
          outdated &+= day != .min && !isValid ? 1 : 0
        }
      }
      return outdated
    }
    return counts.reduce(0, +)
  }
}
