import ArgumentParser

/// An amount of memory as written on the command line: `512M`, `2G`, or a number of bytes.
struct MemorySize: ExpressibleByArgument, Hashable {
  /// The number of bytes.
  let bytes: Int

  init?(argument: String) {
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
    var digits = argument[...]
    var unit = 1
    if let last = argument.uppercased().last, let found = units[last] {
      unit = found
      digits = digits.dropLast()
    }
    guard let number = Int(digits), number > 0 else { return nil }
    let (product, isTooLarge) = number.multipliedReportingOverflow(by: unit)
    guard !isTooLarge else { return nil }
    bytes = product
  }
}
