import DelimitedText
import OutcomeModel

/// The patients of a file's usable rows: dense numbers in order of first appearance.
struct PatientColumn {
  /// The patient of each selected row.
  let numbers: [UInt32]
  /// The identifier of each patient as the file gives it, after the profile's merges.
  let identifiers: TextArena
  /// The scope of each patient: a position in ``scopes``.
  let scopeOfPatient: [UInt32]
  /// Clinic ids, or one empty text when clinics share their patients.
  let scopes: [String]

  init(
    _ patients: TextColumn, clinics: CodedPart<String>, _ selection: RowSelection,
    profile: Profile, missing: MissingTexts
  ) {
    let isShared = profile.patientScope == .shared
    let part = PatientColumn.identities(patients, profile, missing)
    scopes = isShared ? [""] : clinics.values
    // Mostly the codes are the numbers already: texts by first appearance, each in one clinic.
    if part == nil, patients.isByAppearance, selection.isWhole(of: patients.codes.count),
      let scopeOfEach = PatientScopes.clinicOfEach(patients, isShared ? nil : clinics, selection),
      !scopeOfEach.contains(PatientScopes.none)
    {
      numbers = selection.codes(patients.codes, remap: nil)
      identifiers = TextArena(patients.values)
      scopeOfPatient = scopeOfEach
      return
    }
    let scopeCodes =
      scopes.count == 1 ? nil : selection.coded(clinics).codes
    var dense = DenseNumbers(texts: part?.values.count ?? patients.values.count)
    var numbers = selection.codes(patients.codes, remap: part?.remap)
    dense.number(&numbers, scopeCodes)
    self.numbers = numbers
    scopeOfPatient = dense.patients.map(\.scope)
    var bytes: [UInt8] = []
    var ends: [Int] = []
    ends.reserveCapacity(dense.patients.count)
    for patient in dense.patients {
      let text = Int(patient.text)
      if let part {
        bytes += part.values[text]
      } else {
        patients.values.withBytes(at: text) { bytes.append(contentsOf: $0) }
      }
      ends.append(bytes.count)
    }
    identifiers = TextArena(bytes: bytes, ends: ends)
  }

  /// The distinct identifiers; nil where they are the texts as they are. Texts are distinct unless
  /// blanks or merges make two of them one, so millions of identifiers need no table of their own.
  static func identities(
    _ patients: TextColumn, _ profile: Profile, _ missing: MissingTexts
  ) -> CodedPart<[UInt8]>? {
    let merges = PatientMerges(profile)
    let isPlain =
      merges.pairs.isEmpty
      && patients.values.indices.allSatisfy { code in
        patients.values.withBytes(at: code) { text in
          guard let first = text.first, let last = text.last else { return true }
          return first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80
        }
      }
    if isPlain { return nil }
    let texts = patients.values.indices.map { code in
      merges.standing(missing.bytes(patients.values, code))
    }
    return CodedPart(codes: patients.codes, values: texts)
  }

  /// Numbers pairs of text and scope in order of first appearance; almost always a text has one
  /// scope, so only the others are looked up in a dictionary.
  private struct DenseNumbers {
    private static let none = UInt64.max
    private(set) var patients: [(text: UInt32, scope: UInt32)] = []
    /// By text its first scope, and the number of the two in the lower half: one look for both.
    private var first: [UInt64]
    private var others: [UInt64: UInt32] = [:]

    init(texts: Int) {
      first = Array(repeating: DenseNumbers.none, count: texts)
    }

    /// Puts the number of each row's patient in the place of the code of its text.
    mutating func number(_ numbers: inout [UInt32], _ scopes: CodeList?) {
      guard let scopes else {
        for row in numbers.indices { numbers[row] = number(numbers[row], 0) }
        return
      }
      scopes.forEach(in: numbers.indices) { row, scope in
        numbers[row] = number(numbers[row], scope)
      }
    }

    @inline(__always)
    private mutating func number(_ text: UInt32, _ scope: UInt32) -> UInt32 {
      let known = first[Int(text)]
      if known >> 32 == UInt64(scope) { return UInt32(truncatingIfNeeded: known) }
      return other(text, scope, isFirst: known == DenseNumbers.none)
    }

    @inline(never)
    private mutating func other(_ text: UInt32, _ scope: UInt32, isFirst: Bool) -> UInt32 {
      if isFirst {
        let number = add(text, scope)
        first[Int(text)] = UInt64(scope) << 32 | UInt64(number)
        return number
      }
      let key = UInt64(text) << 32 | UInt64(scope)
      let number = others[key] ?? add(text, scope)
      others[key] = number
      return number
    }

    private mutating func add(_ text: UInt32, _ scope: UInt32) -> UInt32 {
      patients.append((text, scope))
      return UInt32(patients.count - 1)
    }
  }
}

extension TextArena {
  /// The same texts.
  fileprivate init(_ texts: ByteStrings) {
    self.init(bytes: texts.bytes, ends: texts.ends)
  }
}
