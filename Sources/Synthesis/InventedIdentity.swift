/// The identity of an invented patient: obviously no person's, and easy to search for.
///
/// Every identity text carries one of ``markers``, so that a test can prove that no output of the
/// pipeline holds any of them.
public struct InventedIdentity: Sendable {
  /// The number of the patient in the clinic, from 1.
  let number: Int

  init(patient index: Int) {
    number = index + 1
  }

  /// Texts of which each name, address, phone number, note and patient identifier holds one; to
  /// be compared without regard to case.
  public static let markers = ["canary", "zyx", "+15550199", "c0ffee00-", "99000100", "99000190"]

  private var padded: String { leading(number, 4) }

  var firstName: String { "Zyx" }
  var lastName: String { "Canary-" + padded }
  var fullName: String { firstName + " " + lastName }
  var email: String { "zyx.canary-" + padded + "@example.invalid" }
  var phone: String { "+15550199" + padded }
  /// The identifier in the canonical files.
  var code: String { "ZYX-" + padded }
  /// A GUID as Jane gives to a patient.
  var guid: String {
    var stream = RandomStream(seed: 0xA5, purpose: .patient, of: number)
    let high = stream.next()
    let low = stream.next()
    return "c0ffee00-" + hexadecimal(high & 0xFFFF, 4) + "-4" + hexadecimal(high >> 52, 3) + "-a"
      + hexadecimal((high >> 20) & 0xFFF, 3) + "-" + hexadecimal(low & 0xFFFF_FFFF_FFFF, 12)
  }
  /// A whole number as Cliniko gives to a patient.
  var longNumber: String { "990001" + leading(number, 8) }

  private func hexadecimal(_ value: UInt64, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

/// A whole number with leading zeros.
func leading(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
