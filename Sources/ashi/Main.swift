import AshiCommands

@main
struct Main {
  static func main() async {
    await Program.main(AshiCommand.self)
  }
}
