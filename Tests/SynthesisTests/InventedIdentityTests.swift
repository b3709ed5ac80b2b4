import Testing

@testable import Synthesis

@Suite struct InventedIdentityTests {
  /// Every text that would name a person, by dialect.
  private static let columns: [ExportDialect: [String]] = [
    .canonical: ["patient_id", "notes"],
    .jane: ["patient_guid", "Patient Guid", "Patient", "Notes"],
    .simplepractice: ["Client"],
    .acuity: ["First Name", "Last Name", "Phone", "Email", "Notes"],
    .cliniko: ["patient_name", "notes"],
    .redcapRaw: ["record_id", "patient_name", "phone"],
    .redcapLabel: ["Record ID", "Name", "Telephone"],
    .wide: ["participant", "name", "remarks"],
  ]

  @Test(arguments: ExportDialect.allCases)
  func everyIdentityCarriesAMarker(dialect: ExportDialect) throws {
    var options = SynthesisOptions()
    options.dialect = dialect
    options.size = .rows(600)
    let clinic = try synthesize(options)
    let columns = try #require(InventedIdentityTests.columns[dialect])
    var seen: Set<String> = []
    for file in clinic.files {
      let table = try CSVText(file)
      for name in columns where table.header.contains(name) {
        for text in try table.column(name).compactMap({ $0 }) where !text.isEmpty {
          seen.insert(name)
          let lower = text.lowercased()
          #expect(InventedIdentity.markers.contains { lower.contains($0) }, "\(name)")
        }
      }
    }
    #expect(seen == Set(columns))
  }

  @Test func nobodyElseHasTheSame() {
    let people = (0..<2_000).map { InventedIdentity(patient: $0) }
    #expect(Set(people.map(\.guid)).count == people.count)
    #expect(Set(people.map(\.fullName)).count == people.count)
    #expect(Set(people.map(\.longNumber)).count == people.count)
  }
}
