using System.Text;

namespace Holdfast.Proof.Child;

/// <summary>Lines for the parent.</summary>
/// <remarks>
/// Each is one write below the pipe's atomic size: a process that is killed leaves a whole line or none, so what the
/// parent reads was really said.
/// Threads. Any.
/// </remarks>
internal sealed class Answers(Stream output)
{
    private const int AtomicPipeBytes = 4096;
    private readonly object _lock = new();

    public void Write(FormattableString line) => Write(FormattableString.Invariant(line));

    public void Write(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line + '\n');
        if (bytes.Length > AtomicPipeBytes)
        {
            throw new InvalidOperationException($"An answer of {bytes.Length} bytes could be torn.");
        }

        lock (_lock)
        {
            output.Write(bytes);
            output.Flush();
        }
    }
}
