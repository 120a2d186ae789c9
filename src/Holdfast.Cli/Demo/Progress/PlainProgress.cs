using Holdfast.Cli.Output;

namespace Holdfast.Cli.Demo.Progress;

/// <summary>Prints a line each time another fifth of the files is done, and one for each event.</summary>
internal sealed class PlainProgress(Answers answers, long total) : IProgressView
{
    private const int Parts = 5;

    private long _shown;

    public void Show(long done)
    {
        long part = done * Parts / total;
        if (part == _shown) return;
        _shown = part;
        Say($"{done} of {total} files");
    }

    public void Say(string text)
    {
        answers.Line("  " + Printable.Text(text));
        answers.Flush();
    }
}
