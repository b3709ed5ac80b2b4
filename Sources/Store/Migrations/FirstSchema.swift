import GRDB

/// The first schema: files, visits, episodes, results, runs.
///
/// Columns that vary with the profiles (practitioner, fee, odi, ...) are added to `session`,
/// `session_history` and `episode` as `c1`, `c2`, ... when a file first brings them; `visit_column`
/// says what each is. The windows of the plan become `v1, d1, v2, d2, ...` of `outcome` likewise.
enum FirstSchema {
  static let name = "1 files, visits, episodes, results"

  static func apply(_ db: Database) throws {
    for statement in tables { try db.execute(sql: statement) }
  }

  /// What is the same in `session` and `session_history`.
  static let visitColumns = """
    key_high INTEGER NOT NULL, key_low INTEGER NOT NULL,
    patient INTEGER NOT NULL REFERENCES patient(id),
    clinic INTEGER NOT NULL REFERENCES text(id),
    session_id TEXT,
    day INTEGER NOT NULL,
    minute INTEGER NOT NULL CHECK (minute BETWEEN -1 AND 1439),
    dated INTEGER NOT NULL CHECK (dated IN (0, 1)),
    visit_type INTEGER NOT NULL CHECK (visit_type IN (0, 1)),
    conditions INTEGER NOT NULL CHECK (conditions BETWEEN 0 AND 65535),
    onset INTEGER,
    given_episode INTEGER NOT NULL CHECK (given_episode >= 0),
    content INTEGER NOT NULL,
    file INTEGER NOT NULL REFERENCES input_file(id),
    line INTEGER NOT NULL CHECK (line >= 0)
    """

  /// An episode's outcomes on one instrument, before the windows' columns are added.
  static let outcome = """
    CREATE TABLE outcome (
      episode INTEGER NOT NULL REFERENCES episode(id) ON DELETE CASCADE,
      parameter INTEGER NOT NULL REFERENCES visit_column(number),
      base INTEGER,
      base_day INTEGER,
      PRIMARY KEY (episode, parameter)
    ) STRICT, WITHOUT ROWID
    """

  private static let tables = [
    // One row per fact about the store as a whole.
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID
    """,
    // One row per ingest: the files that came in together.
    """
    CREATE TABLE batch (id INTEGER PRIMARY KEY) STRICT
    """,
    // One row per input file that was read; its rows by fate as things stand now.
    """
    CREATE TABLE input_file (
      id INTEGER PRIMARY KEY,
      batch INTEGER NOT NULL REFERENCES batch(id),
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      size INTEGER NOT NULL CHECK (size >= 0),
      path_key BLOB CHECK (length(path_key) = 16),
      profile TEXT NOT NULL,
      profile_hash TEXT NOT NULL,
      coverage TEXT NOT NULL CHECK (coverage IN ('additions', 'period', 'full')),
      state TEXT NOT NULL CHECK (state IN ('ingested', 'quarantined')),
      reason TEXT NOT NULL,
      detail TEXT NOT NULL,
      resolved_by INTEGER REFERENCES input_file(id),
      lines_shared INTEGER NOT NULL CHECK (lines_shared IN (0, 1)),
      rows_read INTEGER NOT NULL CHECK (rows_read >= 0),
      accepted INTEGER NOT NULL CHECK (accepted >= 0),
      duplicate INTEGER NOT NULL CHECK (duplicate >= 0),
      superseded INTEGER NOT NULL CHECK (superseded >= 0),
      withdrawn INTEGER NOT NULL CHECK (withdrawn >= 0),
      merged INTEGER NOT NULL CHECK (merged >= 0)
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX input_file_ingested ON input_file(sha256) WHERE state = 'ingested'
    """,
    "CREATE INDEX input_file_sha256 ON input_file(sha256)",
    // One row per path that a file was last seen under, the path itself as a keyed hash.
    """
    CREATE TABLE input_path (
      path_key BLOB PRIMARY KEY CHECK (length(path_key) = 16),
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      file INTEGER NOT NULL REFERENCES input_file(id)
    ) STRICT, WITHOUT ROWID
    """,
    // One row per file, kind (rejected, ignored) and reason or state.
    """
    CREATE TABLE file_count (
      file INTEGER NOT NULL REFERENCES input_file(id),
      kind TEXT NOT NULL CHECK (kind IN ('rejected', 'ignored')),
      name TEXT NOT NULL,
      count INTEGER NOT NULL CHECK (count > 0),
      PRIMARY KEY (file, kind, name)
    ) STRICT, WITHOUT ROWID
    """,
    // One row per row that cannot be used.
    """
    CREATE TABLE reject (
      id INTEGER PRIMARY KEY,
      file INTEGER NOT NULL REFERENCES input_file(id),
      line INTEGER NOT NULL,
      byte_offset INTEGER,
      column_name TEXT NOT NULL,
      reason TEXT NOT NULL,
      rule TEXT NOT NULL,
      row_key INTEGER
    ) STRICT
    """,
    "CREATE INDEX reject_file ON reject(file)",
    "CREATE INDEX reject_row_key ON reject(row_key) WHERE row_key IS NOT NULL",
    // One row per distinct text of clinics and groups.
    """
    CREATE TABLE text (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE) STRICT
    """,
    // One row per person and clinic (or per person, where the profile shares patients).
    """
    CREATE TABLE patient (
      id INTEGER PRIMARY KEY,
      key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
      first_session INTEGER,
      last_day INTEGER,
      changed INTEGER NOT NULL CHECK (changed IN (0, 1)),
      unused_follow_ups INTEGER NOT NULL CHECK (unused_follow_ups >= 0)
    ) STRICT
    """,
    "CREATE INDEX patient_changed ON patient(id) WHERE changed = 1",
    "CREATE INDEX patient_last_day ON patient(last_day)",
    // One row per column that varies with the profiles.
    """
    CREATE TABLE visit_column (
      number INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('score', 'group', 'number')),
      name TEXT NOT NULL,
      is_list INTEGER NOT NULL CHECK (is_list IN (0, 1)),
      instrument TEXT,
      label TEXT,
      minimum INTEGER,
      maximum INTEGER,
      step INTEGER,
      better TEXT CHECK (better IN ('lower', 'higher')),
      mcid INTEGER,
      UNIQUE (kind, name)
    ) STRICT
    """,
    // One row per visit that stands; the id is its place in the order of input.
    "CREATE TABLE session (id INTEGER PRIMARY KEY, \(visitColumns)) STRICT",
    "CREATE UNIQUE INDEX session_key ON session(key_high, key_low)",
    "CREATE INDEX session_patient ON session(patient)",
    // One row per visit that was replaced or withdrawn, as it stood.
    """
    CREATE TABLE session_history (
      sequence INTEGER PRIMARY KEY,
      fate TEXT NOT NULL CHECK (fate IN ('superseded', 'withdrawn')),
      by_file INTEGER NOT NULL REFERENCES input_file(id),
      id INTEGER NOT NULL,
      \(visitColumns)
    ) STRICT
    """,
    "CREATE INDEX session_history_line ON session_history(file, line)",
    // One row per episode of care.
    """
    CREATE TABLE episode (
      id INTEGER PRIMARY KEY,
      patient INTEGER NOT NULL REFERENCES patient(id),
      ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
      first_session INTEGER NOT NULL,
      clinic INTEGER NOT NULL REFERENCES text(id),
      first_day INTEGER NOT NULL,
      last_day INTEGER NOT NULL CHECK (last_day >= first_day),
      dated INTEGER NOT NULL CHECK (dated IN (0, 1)),
      treatments INTEGER NOT NULL CHECK (treatments > 0),
      acuity INTEGER NOT NULL CHECK (acuity BETWEEN 0 AND 3),
      onset_days INTEGER CHECK (onset_days >= 0),
      conditions INTEGER NOT NULL CHECK (conditions BETWEEN 1 AND 65535),
      first_arriving INTEGER,
      first_leaving INTEGER,
      arriving_sum INTEGER NOT NULL,
      change_sum INTEGER NOT NULL,
      scored_sessions INTEGER NOT NULL CHECK (scored_sessions >= 0),
      relief_status INTEGER CHECK (relief_status BETWEEN 0 AND 3),
      relief_days INTEGER CHECK (relief_days >= 0),
      relief_visits INTEGER CHECK (relief_visits >= 0),
      fees INTEGER,
      adverse_events INTEGER CHECK (adverse_events >= 0),
      UNIQUE (patient, ordinal)
    ) STRICT
    """,
    // One row per window of the plan.
    """
    CREATE TABLE outcome_window (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      low INTEGER NOT NULL,
      high INTEGER NOT NULL,
      target INTEGER NOT NULL
    ) STRICT
    """,
    // One row per episode and instrument on which anything was read.
    outcome,
    // One row per row of results.csv, in its order.
    """
    CREATE TABLE result (
      id INTEGER PRIMARY KEY,
      endpoint TEXT NOT NULL, window TEXT NOT NULL, population TEXT NOT NULL,
      group_value TEXT NOT NULL, comparator TEXT NOT NULL,
      n INTEGER NOT NULL, n_comparator INTEGER, n_missing INTEGER NOT NULL,
      n_not_applicable INTEGER NOT NULL, n_not_due INTEGER NOT NULL,
      statistic TEXT NOT NULL,
      estimate ANY, ci_low ANY, ci_high ANY, ci_level ANY, df ANY, p_value ANY, p_adjusted ANY,
      method TEXT NOT NULL, status TEXT NOT NULL
    ) STRICT
    """,
    // One row per point of a curve, chart or table of counts.
    """
    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      series TEXT NOT NULL, population TEXT NOT NULL, group_value TEXT NOT NULL,
      position ANY NOT NULL, label TEXT NOT NULL, n INTEGER NOT NULL,
      value ANY, low ANY, high ANY, status TEXT NOT NULL
    ) STRICT
    """,
    // One row per step from rows to figures.
    """
    CREATE TABLE flow (
      id INTEGER PRIMARY KEY,
      unit TEXT NOT NULL, population TEXT NOT NULL, step TEXT NOT NULL, reason TEXT NOT NULL,
      count INTEGER NOT NULL
    ) STRICT
    """,
    // One row per population that the report names.
    """
    CREATE TABLE population (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL, period TEXT NOT NULL, from_day INTEGER, to_day INTEGER,
      text TEXT NOT NULL
    ) STRICT
    """,
    // One row per setting, version or hash that the methods section prints.
    """
    CREATE TABLE setting (id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL) STRICT
    """,
    // One row per run of the night, by wall clock.
    """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      started TEXT NOT NULL,
      ended TEXT,
      as_of INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'interrupted')),
      status INTEGER,
      files INTEGER NOT NULL DEFAULT 0,
      quarantined INTEGER NOT NULL DEFAULT 0,
      new_rows INTEGER NOT NULL DEFAULT 0,
      report TEXT NOT NULL DEFAULT '',
      notes TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    // One row per report folder that was published.
    """
    CREATE TABLE publication (
      id TEXT PRIMARY KEY,
      as_of INTEGER NOT NULL,
      content TEXT NOT NULL,
      run INTEGER REFERENCES run(id),
      mail TEXT NOT NULL CHECK (mail IN ('none', 'due', 'spooled', 'settled'))
    ) STRICT, WITHOUT ROWID
    """,
  ]
}
