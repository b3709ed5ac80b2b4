/// An invented clinic: its files, and what they were drawn from.
public struct SyntheticClinic: Sendable {
  /// The exports, in byte order of their names within each kind.
  public let files: [SyntheticFile]
  /// Parameters, what was drawn, and true values, as JSON.
  public let truth: String
}

/// Invents a clinic and writes its exports; the same options give the same bytes everywhere.
///
/// - Throws: ``SynthesisError`` for options that cannot be used.
public func synthesize(_ options: SynthesisOptions) throws(SynthesisError) -> SyntheticClinic {
  let book = try AppointmentBook(options: options)
  let files =
    switch options.dialect {
    case .canonical: CanonicalExport.files(book, options: options)
    case .jane: JaneExport.files(book, options: options)
    case .simplepractice: SimplePracticeExport.files(book, options: options)
    case .acuity: AcuityExport.files(book, options: options)
    case .cliniko: ClinikoExport.files(book, options: options)
    case .redcapRaw: REDCapExport(isLabelled: false).files(book, options: options)
    case .redcapLabel: REDCapExport(isLabelled: true).files(book, options: options)
    case .wide: WideExport.files(book, options: options)
    }
  return SyntheticClinic(files: files, truth: try Truth.text(book.clinic, options: options))
}
