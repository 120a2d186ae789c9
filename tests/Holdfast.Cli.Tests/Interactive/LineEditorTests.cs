using System.Globalization;
using Holdfast.Cli.Interactive;

namespace Holdfast.Cli.Tests.Interactive;

public sealed class LineEditorTests : IDisposable
{
    private readonly Queue<ConsoleKeyInfo> _keys = new();
    private readonly StringWriter _screen = new(CultureInfo.InvariantCulture);
    private readonly LineHistory _history = new(file: null);

    public void Dispose() => _screen.Dispose();

    [Fact]
    public void ReadLine_EditingKeys_ChangeTheLine()
    {
        Type("helo");
        Press(ConsoleKey.LeftArrow);
        Type("l");
        Press(ConsoleKey.Home);
        Press(ConsoleKey.Delete);
        Type("H");
        Press(ConsoleKey.End);
        Type("!x");
        Press(ConsoleKey.Backspace);
        Press(ConsoleKey.Enter);

        Assert.Equal("Hello!", Read());
    }

    [Fact]
    public void ReadLine_ControlKeys_CutAndMove()
    {
        Type("one two three");
        Control(ConsoleKey.W);
        Type("four");
        Control(ConsoleKey.A);
        Type(">");
        Control(ConsoleKey.E);
        Type("<");
        Press(ConsoleKey.Enter);
        Type("gone");
        Control(ConsoleKey.U);
        Type("kept gone");
        foreach (char _ in " gone") Control(ConsoleKey.B);
        Control(ConsoleKey.K);
        Press(ConsoleKey.Enter);

        Assert.Equal(">one two four<", Read());
        Assert.Equal("kept", Read());
    }

    [Fact]
    public void ReadLine_ArrowKeys_RecallWhatWasTyped()
    {
        _history.Add("first");
        _history.Add("second");
        Type("draft");
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.Enter);
        Type("draft");
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.DownArrow);
        Press(ConsoleKey.DownArrow);
        Press(ConsoleKey.Enter);

        Assert.Equal("first", Read());
        Assert.Equal("draft", Read());
        Assert.Equal(["first", "second", "first", "draft"], _history.Lines);
    }

    [Fact]
    public void ReadLine_Tab_InsertsWhatIsSureAndShowsTheRest()
    {
        Type("ca");
        Press(ConsoleKey.Tab);
        Press(ConsoleKey.Tab);
        Press(ConsoleKey.Enter);

        Assert.Equal("cat", Read());
        Assert.Contains("catalog  cattle", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadLine_ControlCAndD_DropTheLineAndEndTheInput()
    {
        Type("gone");
        Control(ConsoleKey.C);
        Control(ConsoleKey.D);

        Assert.Null(Read());
    }

    [Fact]
    public void ReadLine_LineWiderThanTheTerminal_ShowsThePartAtTheCursor()
    {
        Type(new string('a', 50) + "END");
        Press(ConsoleKey.Enter);

        Assert.Equal(53, Read()!.Length);
        string last = _screen.ToString().Split('\r')[^1];
        Assert.StartsWith("> aaaa", last, StringComparison.Ordinal);
        Assert.Contains("END", last, StringComparison.Ordinal);
        Assert.True(last.IndexOf('\e', StringComparison.Ordinal) <= 20);
    }

    private string? Read() => new LineEditor(
        _keys.Dequeue, _screen, () => 20, head => Completion.Of(head, ["catalog", "cattle", "dog"]), _history)
        .ReadLine("> ");

    private void Type(string text)
    {
        foreach (char character in text)
            _keys.Enqueue(new ConsoleKeyInfo(character, ConsoleKey.None, false, false, false));
    }

    private void Press(ConsoleKey key) => _keys.Enqueue(new ConsoleKeyInfo('\0', key, false, false, false));

    private void Control(ConsoleKey key) => _keys.Enqueue(new ConsoleKeyInfo('\0', key, false, false, true));
}
