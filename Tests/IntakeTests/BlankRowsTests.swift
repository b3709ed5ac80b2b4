import OutcomeModel
import Testing

@testable import Intake

@Suite struct BlankRowsTests {
  @Test("rows without a mapped cell are ignored and counted, rows with one are not")
  func blank() throws {
    let reading = try TestBatch.file(
      "patient_id,session_date,diagnosis,pain_before,pain_after\n"
        + "1,2026-01-05,,7,\n,,,,\n , ,,,\n,2026-01-05,,7,\n,,,3,\n")
    #expect(reading.rowsRead == 5)
    #expect(reading.ignored.map(\.state) == ["blank_row", "blank_row"])
    #expect(reading.ignored.map(\.line) == [3, 4])
    #expect(reading.rejects.map(\.reason) == [.missingPatient, .missingPatient])
    #expect(reading.rows.rowCount == 1)
  }
}
