import GRDB

/// What the report needs to know of earlier publications, so that no difference of two shows few
/// people, and so that a change of a printed figure is said with its cause.
enum PublicationTables {
  static let name = "7 publications: people behind figures, releases, printed figures"

  static func apply(_ db: Database) throws {
    for statement in tables { try db.execute(sql: statement) }
  }

  private static let place = """
    population TEXT NOT NULL, group_value TEXT NOT NULL, endpoint TEXT NOT NULL,
    window TEXT NOT NULL
    """

  private static let tables = [
    // One row per group, endpoint and window of the saved analysis: how many people of each kind.
    """
    CREATE TABLE figure_people (
      id INTEGER PRIMARY KEY, \(place),
      yes_no INTEGER NOT NULL CHECK (yes_no IN (0, 1)),
      people TEXT NOT NULL
    ) STRICT
    """,
    // One row per publication; a draft is a report that is being built.
    """
    CREATE TABLE published_release (
      number INTEGER PRIMARY KEY,
      state TEXT NOT NULL CHECK (state IN ('draft', 'published')),
      replaces INTEGER,
      report TEXT,
      as_of INTEGER NOT NULL,
      superseded INTEGER NOT NULL,
      withdrawn INTEGER NOT NULL,
      merged INTEGER NOT NULL,
      rules TEXT NOT NULL,
      last_mailed INTEGER
    ) STRICT
    """,
    // One row per place of a figure and release at which the people behind it were others than before.
    """
    CREATE TABLE release_people (
      release INTEGER NOT NULL REFERENCES published_release(number) ON DELETE CASCADE, \(place),
      people TEXT NOT NULL,
      PRIMARY KEY (release, population, group_value, endpoint, window)
    ) STRICT, WITHOUT ROWID
    """,
    // One row per place and audience and release at which it was shown with people not shown before.
    """
    CREATE TABLE release_shown (
      release INTEGER NOT NULL REFERENCES published_release(number) ON DELETE CASCADE,
      audience TEXT NOT NULL, \(place),
      PRIMARY KEY (release, audience, population, group_value, endpoint, window)
    ) STRICT, WITHOUT ROWID
    """,
    // One row per audience and kept release: all figures as they were printed, as JSON.
    """
    CREATE TABLE published_figure (
      release INTEGER NOT NULL REFERENCES published_release(number) ON DELETE CASCADE,
      audience TEXT NOT NULL,
      figures TEXT NOT NULL,
      PRIMARY KEY (release, audience)
    ) STRICT, WITHOUT ROWID
    """,
    // One row per printed figure that changed at a release: the restatement ledger.
    """
    CREATE TABLE restatement (
      release INTEGER NOT NULL REFERENCES published_release(number) ON DELETE CASCADE,
      audience TEXT NOT NULL,
      position INTEGER NOT NULL,
      figure TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, cause TEXT NOT NULL,
      correction INTEGER NOT NULL CHECK (correction IN (0, 1)),
      PRIMARY KEY (release, audience, position)
    ) STRICT, WITHOUT ROWID
    """,
  ]
}
