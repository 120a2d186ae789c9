namespace Holdfast.Cli.Interactive;

/// <summary>
/// Reads one line from a terminal: editing, history with the arrow keys, completion with the tabulator.
/// </summary>
/// <param name="readKey">Waits for a key, which is not shown.</param>
/// <param name="output">The terminal.</param>
/// <param name="width">How many columns it has.</param>
/// <param name="complete">Completes the text before the cursor.</param>
/// <param name="history">What was typed before.</param>
internal sealed class LineEditor(
    Func<ConsoleKeyInfo> readKey,
    TextWriter output,
    Func<int> width,
    Func<string, Completion> complete,
    LineHistory history)
{
    /// <summary>Taken where a terminal does not tell its width.</summary>
    private const int UsualWidth = 80;

    private readonly LineBuffer _line = new();
    private string _typed = "";
    private int _recalled;

    /// <summary>Reads a line; null at the end of input (Ctrl-D on an empty line).</summary>
    public string? ReadLine(string prompt)
    {
        _line.Replace("");
        _recalled = history.Lines.Count;
        while (true)
        {
            Draw(prompt);
            ConsoleKeyInfo key = readKey();
            switch (key)
            {
                case { Key: ConsoleKey.Enter }:
                    output.Write("\n");
                    history.Add(_line.Text);
                    return _line.Text;
                case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when _line.Text.Length == 0:
                    output.Write("\n");
                    return null;
                case { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }:
                    output.Write("^C\n");
                    _line.Replace("");
                    break;
                case { Key: ConsoleKey.Tab }:
                    Complete();
                    break;
                default:
                    Edit(key);
                    break;
            }
        }
    }

    private void Edit(ConsoleKeyInfo key)
    {
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control)) EditWithControl(key.Key);
        else if (!TryMove(key.Key) && !char.IsControl(key.KeyChar)) _line.Insert(key.KeyChar.ToString());
    }

    private bool TryMove(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.LeftArrow: _line.MoveLeft(); return true;
            case ConsoleKey.RightArrow: _line.MoveRight(); return true;
            case ConsoleKey.Home: _line.MoveTo(0); return true;
            case ConsoleKey.End: _line.MoveTo(_line.Text.Length); return true;
            case ConsoleKey.Backspace: _line.DeleteLeft(); return true;
            case ConsoleKey.Delete: _line.DeleteRight(); return true;
            case ConsoleKey.UpArrow: Recall(_recalled - 1); return true;
            case ConsoleKey.DownArrow: Recall(_recalled + 1); return true;
            default: return false;
        }
    }

    // The keys of Emacs, which shells have made known.
    private void EditWithControl(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.A: _line.MoveTo(0); break;
            case ConsoleKey.E: _line.MoveTo(_line.Text.Length); break;
            case ConsoleKey.B: _line.MoveLeft(); break;
            case ConsoleKey.F: _line.MoveRight(); break;
            case ConsoleKey.D: _line.DeleteRight(); break;
            case ConsoleKey.H: _line.DeleteLeft(); break;
            case ConsoleKey.K: _line.DeleteToEnd(); break;
            case ConsoleKey.U: _line.DeleteToStart(); break;
            case ConsoleKey.W: _line.DeleteWord(); break;
            case ConsoleKey.P: Recall(_recalled - 1); break;
            case ConsoleKey.N: Recall(_recalled + 1); break;
            case ConsoleKey.L: output.Write("\e[H\e[2J"); break;
            default: break;
        }
    }

    private void Recall(int place)
    {
        int count = history.Lines.Count;
        if (place < 0 || place > count) return;
        if (_recalled == count) _typed = _line.Text;
        _recalled = place;
        _line.Replace(place == count ? _typed : history.Lines[place]);
    }

    private void Complete()
    {
        Completion completion = complete(_line.Head);
        _line.Insert(completion.Added);
        if (completion.Added.Length == 0 && completion.Candidates.Count > 1)
            output.Write("\n" + string.Join("  ", completion.Candidates) + "\n");
    }

    // A line that is wider than the terminal is shown in part, so that it never breaks, and one row is all there is to
    // draw anew.
    private void Draw(string prompt)
    {
        int columns = width() is > 0 and var known ? known : UsualWidth;
        int room = Math.Max(1, columns - prompt.Length - 1);
        int start = Math.Max(0, _line.Cursor - room);
        string shown = _line.Text.Substring(start, Math.Min(room, _line.Text.Length - start));
        output.Write($"\r{prompt}{shown}\e[K");
        int back = shown.Length - (_line.Cursor - start);
        if (back > 0) output.Write($"\e[{back}D");
        output.Flush();
    }
}
