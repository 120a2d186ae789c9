using Holdfast.Cli.Execution;
using Holdfast.Cli.Output;
using Spectre.Console;

namespace Holdfast.Cli.Demo.Progress;

/// <summary>Draws a bar on a terminal, with the events above it.</summary>
internal sealed class TerminalProgress : IProgressView
{
    private readonly IAnsiConsole _console;
    private readonly ProgressTask _task;

    private TerminalProgress(IAnsiConsole console, ProgressTask task) => (_console, _task) = (console, task);

    /// <summary>Draws while something runs.</summary>
    public static async Task<T> RunAsync<T>(Host host, long total, Func<IProgressView, Task<T>> body)
    {
        using StreamWriter writer = new(host.Output, leaveOpen: true) { AutoFlush = true };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = host.HasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new TerminalOutput(host, writer),
        });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context => body(new TerminalProgress(console, context.AddTask("files", maxValue: total))))
            .ConfigureAwait(false);
    }

    public void Show(long done) => _task.Value = done;

    public void Say(string text) => _console.WriteLine("  " + Printable.Text(text));
}
