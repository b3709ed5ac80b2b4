import GRDB

/// The migrations of the store, in order; each stands in a file of its own and never changes.
enum Migrations {
  /// What marks an SQLite file as a store of ashi: the bytes of `ashi`.
  static let applicationID = 0x6173_6869

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration(FirstSchema.name) { try FirstSchema.apply($0) }
    migrator.registerMigration(KeptCounts.name) { try KeptCounts.apply($0) }
    migrator.registerMigration(ClaimTables.name) { try ClaimTables.apply($0) }
    migrator.registerMigration(EpisodeCareSchema.name) { try EpisodeCareSchema.apply($0) }
    migrator.registerMigration(VisitIdentity.name) { try VisitIdentity.apply($0) }
    migrator.registerMigration(SecondTreatmentColumn.name) { try SecondTreatmentColumn.apply($0) }
    migrator.registerMigration(PublicationTables.name) { try PublicationTables.apply($0) }
    migrator.registerMigration(ErasedPatients.name) { try ErasedPatients.apply($0) }
    migrator.registerMigration(MendingCounts.name) { try MendingCounts.apply($0) }
    migrator.registerMigration(ClaimFigureForms.name) { try ClaimFigureForms.apply($0) }
    migrator.registerMigration(LimitsOfFiles.name) { try LimitsOfFiles.apply($0) }
    migrator.registerMigration(VisitsByPatient.name) { try VisitsByPatient.apply($0) }
    return migrator
  }
}
