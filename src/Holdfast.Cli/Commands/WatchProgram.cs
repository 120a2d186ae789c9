using System.ComponentModel;
using System.Diagnostics;
using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;

namespace Holdfast.Cli.Commands;

/// <summary>Runs the program of a watch once for a commit, with the commit's line on its standard input.</summary>
internal static class WatchProgram
{
    public static void Run(Session session, IReadOnlyList<string> words, Commit commit)
    {
        ProcessStartInfo start = new(words[0], words.Skip(1)) { UseShellExecute = false, RedirectStandardInput = true };
        try
        {
            using Process process = Process.Start(start)!;
            Feed(process.StandardInput.BaseStream, commit);
            process.WaitForExit();
            if (process.ExitCode != 0)
                session.Note($"'{words[0]}' ended with status {process.ExitCode} for revision {commit.Revision}");
        }
        catch (Win32Exception fault)
        {
            throw Wrong.Start($"'{words[0]}'", fault, "correct its name, or look at $PATH");
        }
    }

    // A program need not read its input.
    private static void Feed(Stream input, Commit commit)
    {
        try
        {
            Answers line = new(input);
            CommitLine.Write(line, commit);
            line.Flush();
            input.Close();
        }
        catch (IOException)
        {
            return;
        }
    }
}
