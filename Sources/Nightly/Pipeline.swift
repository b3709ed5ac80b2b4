import OutcomeModel

/// What a night does for one clinic: the content of `nightly.yaml`.
///
/// Paths are resolved against the folder of the file.
public struct Pipeline: Hashable, Sendable {
  /// The clinic itself.
  public struct Clinic: Hashable, Sendable {
    /// The id that files without a `clinic_id` get.
    public var id: String
    /// The name that people read.
    public var name: String
    /// The IANA time zone that decides the night and the as-of date.
    public var timeZone: String
    /// The currency of fees, three letters.
    public var currency: String

    /// Makes a clinic.
    public init(id: String, name: String, timeZone: String, currency: String) {
      self.id = id
      self.name = name
      self.timeZone = timeZone
      self.currency = currency
    }
  }

  /// One kind of export and where it is dropped.
  public struct Input: Hashable, Sendable {
    /// A path whose parts may hold `*`, `?` and `[...]`.
    public var files: String
    /// The profile that reads the files; nil for the canonical one.
    public var profile: String?
  }

  /// The smallest groups that may be shown.
  public struct SuppressBelow: Hashable, Sendable {
    /// On the page on the clinic's own computer.
    public var `internal` = 5
    /// In what is mailed.
    public var shared = 11
  }

  /// What happens to a file that went in.
  public enum AfterIngest: String, Sendable, CaseIterable {
    /// It stays where it is.
    case keep
    /// It is moved to `done/` beside it, and deleted when its time is over.
    case archive
  }

  /// How many old reports and backups are kept.
  public struct Retention: Hashable, Sendable {
    /// Report folders.
    public var reports = 400
    /// Backups of the store.
    public var backups = 5
  }

  /// The mail to the owner.
  public struct Mail: Hashable, Sendable {
    /// When a mail is sent.
    public enum When: String, Sendable, CaseIterable {
      /// Weekly where something changed, and at once where a person is needed.
      case digest
      /// With every publication.
      case nightly
    }

    /// How a mail leaves.
    public enum Transport: String, Sendable, CaseIterable {
      /// It is written to the outbox and stays there.
      case outbox
      /// It is handed to the sendmail interface.
      case sendmail
    }

    /// What goes with a mail.
    public enum Attachment: String, Sendable, CaseIterable {
      /// The report's page.
      case report
      /// `results.csv`.
      case results
    }

    /// When a mail is sent.
    public var when = When.digest
    /// How it leaves.
    public var transport = Transport.outbox
    /// The folder of mails that wait or were sent.
    public var outbox: String
    /// The sender's address.
    public var from: String
    /// The owners' addresses.
    public var to: [String]
    /// The address that hears of failures; nil for nobody.
    public var `operator`: String?
    /// The program that takes mails.
    public var sendmail = "/usr/sbin/sendmail"
    /// What goes with the mail.
    public var attach = [Attachment.report]
  }

  /// Where a copy of everything that cannot be made again is put.
  public struct Backup: Hashable, Sendable {
    /// How often a snapshot is made.
    public enum Frequency: String, Sendable, CaseIterable {
      /// By every night.
      case night
      /// By the first night of a week: a copy costs as much as the history is long.
      case week
    }

    /// The folder, on another disk.
    public var to: String
    /// How often a snapshot is made.
    public var every = Frequency.night
    /// How many of the latest snapshots are kept.
    public var nights = 7
    /// Of how many weeks before them one snapshot is kept.
    public var weeks = 5

    /// Makes the settings with a folder.
    public init(to: String) {
      self.to = to
    }
  }

  /// What people call clinics and practitioners, by their ids: printed for an owner, never a key.
  public struct Names: Hashable, Sendable {
    /// Names of clinics.
    public var clinics: [String: String] = [:]
    /// Names of practitioners.
    public var practitioners: [String: String] = [:]
  }

  /// The path of the file, as given; `#ID` behind it where the file names several clinics.
  public var path: String
  /// The clinic.
  public var clinic: Clinic
  /// The path of the store.
  public var store: String
  /// The path of the patient key.
  public var key: String
  /// Where exports are dropped, in the order in which they are taken in.
  public var inputs: [Input]
  /// The path of the analysis plan.
  public var plan: String
  /// The path of the claims; nil for none.
  public var claims: String?
  /// The folder of report folders.
  public var reports: String
  /// The smallest groups that may be shown.
  public var suppressBelow = SuppressBelow()
  /// When rejects leave a file out.
  public var rejects = RejectLimits()
  /// How long a file must stand unchanged before it is read, in seconds.
  public var settleSeconds = 0
  /// What happens to a file that went in.
  public var afterIngest = AfterIngest.keep
  /// How many days archived files are kept.
  public var keepOriginalsDays = 30
  /// A fixed as-of date; nil for the clinic's local date.
  public var asOf: CalendarDay?
  /// After how many business days without a visit the inbox is called stale; nil for never.
  public var staleAfterBusinessDays: Int? = 3
  /// Days on which the clinic is closed, which silence the alarm.
  public var closed: [ClosedRange<CalendarDay>] = []
  /// How much is kept.
  public var retention = Retention()
  /// The mail; nil for none.
  public var mail: Mail?
  /// Where snapshots go; nil for none.
  public var backup: Backup?
  /// What people call clinics and practitioners.
  public var names = Names()
  /// The folder of logs.
  public var logs: String

  /// The path of the file without the id of a clinic behind it.
  public var file: String {
    let mark = "#" + clinic.id
    return path.hasSuffix(mark) ? String(path.dropLast(mark.count)) : path
  }

  /// The folder that holds the store, the lock and the heartbeat.
  public var storeFolder: String { PathText.folder(of: store) }
}
