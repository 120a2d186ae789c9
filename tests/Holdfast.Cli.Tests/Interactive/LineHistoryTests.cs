using Holdfast.Cli.Interactive;

namespace Holdfast.Cli.Tests.Interactive;

public sealed class LineHistoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-history-").FullName;

    private string HistoryFile => Path.Combine(_folder, "below", "history");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Add_ThenOpenAgain_HasTheLines()
    {
        LineHistory history = new(HistoryFile);
        foreach (string line in new[] { "one", "one", "", "two" }) history.Add(line);

        Assert.Equal(["one", "two"], new LineHistory(HistoryFile).Lines);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(HistoryFile));
    }

    [Fact]
    public void Add_MoreThanIsKept_DropsTheOldest()
    {
        LineHistory history = new(HistoryFile);
        for (int line = 0; line < LineHistory.MaxLines + 5; line++) history.Add("line " + line);

        Assert.Equal(LineHistory.MaxLines, history.Lines.Count);
        Assert.Equal("line 5", new LineHistory(HistoryFile).Lines[0]);
    }

    [Fact]
    public void Add_FileThatCannotBeWritten_KeepsTheLineInMemory()
    {
        Directory.CreateDirectory(HistoryFile);
        LineHistory history = new(HistoryFile);
        history.Add("one");

        Assert.Equal(["one"], history.Lines);
    }

    [Theory]
    [InlineData("/x", "/h", "/x/holdfast/history")]
    [InlineData("", "/h", "/h/.local/state/holdfast/history")]
    [InlineData(null, null, null)]
    public void FileOf_Environment_FollowsTheSpecification(string? state, string? home, string? expected) =>
        Assert.Equal(expected, LineHistory.FileOf(name => name == "XDG_STATE_HOME" ? state : home));
}
