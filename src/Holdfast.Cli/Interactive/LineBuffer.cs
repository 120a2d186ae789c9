namespace Holdfast.Cli.Interactive;

/// <summary>A line that is being typed, with a cursor in it. Pure: it draws nothing.</summary>
internal sealed class LineBuffer
{
    public string Text { get; private set; } = "";

    /// <summary>Before which character the next one goes; at most the length of the text.</summary>
    public int Cursor { get; private set; }

    /// <summary>The text before the cursor.</summary>
    public string Head => Text[..Cursor];

    public void Replace(string text) => (Text, Cursor) = (text, text.Length);

    public void Insert(string typed)
    {
        Text = Text.Insert(Cursor, typed);
        Cursor += typed.Length;
    }

    public void MoveTo(int place) => Cursor = Math.Clamp(place, 0, Text.Length);

    public void MoveLeft() => MoveTo(Cursor - 1);

    public void MoveRight() => MoveTo(Cursor + 1);

    public void DeleteLeft()
    {
        if (Cursor > 0) Delete(Cursor - 1, Cursor);
    }

    public void DeleteRight()
    {
        if (Cursor < Text.Length) Delete(Cursor, Cursor + 1);
    }

    public void DeleteToStart() => Delete(0, Cursor);

    public void DeleteToEnd() => Delete(Cursor, Text.Length);

    /// <summary>Deletes the word before the cursor, with the blanks behind it.</summary>
    public void DeleteWord()
    {
        int start = Head.TrimEnd().LastIndexOf(' ') + 1;
        Delete(start, Cursor);
    }

    private void Delete(int start, int end)
    {
        Text = Text.Remove(start, end - start);
        Cursor = start;
    }
}
