import DelimitedText
import OutcomeModel

/// Tells whose a row is before it is read as a visit: hashes of the patient's number and of the visit's id,
/// each meaning what it will mean when the row is read.
struct RowIdentity {
  private let patientColumn: Int
  private let visitColumn: Int?
  private let clinicColumn: Int?
  private let missing: MissingTexts
  private let merges: PatientMerges
  private let clinicMap: ValueMap
  private let plainClinic: String
  private var clinicSeeds: [[UInt8]: RowKey] = [:]
  private let hasMerges: Bool

  init(_ mapping: ColumnMapping, _ profile: Profile, _ options: IntakeOptions) throws(Quarantine) {
    guard let patient = mapping.position(CanonicalColumn.patientID.rawValue) else {
      throw Quarantine(
        .missingColumn, finding: "the profile maps no patient number",
        remedy: "set columns.patient_id in the profile", column: CanonicalColumn.patientID.rawValue)
    }
    patientColumn = patient
    visitColumn = mapping.position(CanonicalColumn.sessionID.rawValue)
    clinicColumn = mapping.position(CanonicalColumn.clinicID.rawValue)
    missing = MissingTexts(profile.missing)
    merges = PatientMerges(profile)
    hasMerges = !merges.pairs.isEmpty
    clinicMap = ValueMap(profile.columns[.clinicID] ?? ProfileColumn(from: []))
    plainClinic = profile.constants[.clinicID] ?? options.clinicID
  }

  /// The patient of a row, the same for all who have no number, and its visit id where it has one.
  mutating func read(_ row: inout RowCursor) -> (patient: UInt64, visit: UInt64?) {
    let zero = RowKey(high: 0, low: 0)
    let patient: RowKey? = row.withText(ofColumn: patientColumn) { text in
      if let first = text.first, let last = text.last, first > 0x20, first < 0x80, last > 0x20,
        last < 0x80, !hasMerges, missing.isLonger(text.count)
      {
        return StableHash.key(text, seed: zero)
      }
      let standing = merges.standing(missing.bytes(text))
      if standing.isEmpty { return nil }
      return standing.withUnsafeBufferPointer { StableHash.key($0, seed: zero) }
    }
    // A row without a patient can still cancel a visit by its id.
    let whose = patient?.high ?? 0
    guard let visitColumn else { return (whose, nil) }
    let seed = clinicSeed(&row)
    let visit: RowKey? = row.withText(ofColumn: visitColumn) { text in
      let trimmed = CellBytes.trim(text)
      return trimmed.isEmpty
        ? nil : StableHash.key(UnsafeBufferPointer(rebasing: trimmed), seed: seed)
    }
    return (whose, visit?.low)
  }

  private mutating func clinicSeed(_ row: inout RowCursor) -> RowKey {
    let cell = clinicColumn.map { column in row.withText(ofColumn: column) { missing.bytes($0) } }
    let bytes = cell ?? []
    if let known = clinicSeeds[bytes] { return known }
    var name = plainClinic
    if !bytes.isEmpty {
      name = String(decoding: bytes, as: UTF8.self)
      name = clinicMap.meaning(of: name) ?? name
    }
    let seed = StableHash.key(name)
    // Clinics are few; a column that is none need not fill memory.
    if clinicSeeds.count < 4096 { clinicSeeds[bytes] = seed }
    return seed
  }
}
