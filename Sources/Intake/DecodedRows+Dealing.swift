import DelimitedText

extension DecodedRows {
  /// The codes of the columns from which visits are laid out, each a list of its own.
  func codesOfVisits(_ needs: VisitNeeds?) -> [RowCodes] {
    var copy = self
    var codes: [RowCodes] = []
    copy.forEachColumnOfVisits(needs) { codes.append($0) }
    return codes
  }

  /// The same columns with their rows in another order: only those from which visits are laid out.
  ///
  /// - Parameter codes: what ``codesOfVisits(_:)`` gave, in the new order.
  func reordered(_ codes: [RowCodes], _ needs: VisitNeeds?) -> DecodedRows {
    var copy = self
    var next = codes.makeIterator()
    copy.forEachColumnOfVisits(needs) { column in
      if let codes = next.next() { column = codes }
    }
    return copy
  }

  /// Drops the columns that are not wanted of visits and visits the codes of the others.
  private mutating func forEachColumnOfVisits(
    _ needs: VisitNeeds?, _ body: (inout RowCodes) -> Void
  ) {
    if let needs {
      scores.removeAll { !needs.scores.contains($0.name) }
      groups.removeAll { !needs.groups.contains($0.key) }
      numbers.removeAll { !(needs.numbers?.contains($0.name) ?? true) }
    }
    body(&clinic.codes)
    if var column = dates {
      body(&column.codes)
      dates = column
    }
    if var column = onset {
      body(&column.codes)
      onset = column
    }
    if var column = onsetDays {
      body(&column.codes)
      onsetDays = column
    }
    if var column = visitTypes {
      body(&column.codes)
      visitTypes = column
    }
    if var column = diagnosis {
      body(&column.codes)
      diagnosis = column
    }
    for index in scores.indices { body(&scores[index].part.codes) }
    for index in groups.indices { body(&groups[index].part.codes) }
    for index in numbers.indices { body(&numbers[index].part.codes) }
  }
}
