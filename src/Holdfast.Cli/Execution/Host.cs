namespace Holdfast.Cli.Execution;

/// <summary>What surrounds a command: streams, environment, terminal, clock, signals. Tests give their own.</summary>
internal sealed class Host
{
    private readonly Lazy<Stream> _input;

    public Host(Stream output, Stream error, Func<Stream> input)
    {
        (Output, Error) = (output, error);
        _input = new Lazy<Stream>(input);
    }

    public Stream Output { get; }

    public Stream Error { get; }

    /// <summary>Standard input; opened when a command first asks for it.</summary>
    public Stream Input => _input.Value;

    public Func<string, string?> Variable { get; init; } = static _ => null;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Func<bool> IsOutputTerminal { get; init; } = static () => false;

    public Func<bool> IsInputTerminal { get; init; } = static () => false;

    public Func<bool> IsErrorTerminal { get; init; } = static () => false;

    /// <summary>How wide the terminal is that the output goes to.</summary>
    public Func<int> Columns { get; init; } = static () => Terminal.UsualColumns;

    /// <summary>The words of the command line as bytes, each with a zero behind it; null where nobody knows.</summary>
    public Func<byte[]?> ReadWords { get; init; } = static () => null;

    /// <summary>Cancelled by SIGINT, SIGTERM or SIGHUP, once <see cref="Signals"/> is asked.</summary>
    public Func<Signals> Listen { get; init; } = static () => new Signals();

    /// <summary>Whether colours are wanted: on a terminal, and where nobody said NO_COLOR.</summary>
    public bool HasColours => IsOutputTerminal() && string.IsNullOrEmpty(Variable("NO_COLOR"));

    /// <summary>The host that this process runs in.</summary>
    public static Host OfProcess() => new(
        new StandardStream(1), new StandardStream(2), static () => Console.OpenStandardInput())
    {
        Variable = Environment.GetEnvironmentVariable,
        IsOutputTerminal = static () => !Console.IsOutputRedirected,
        IsInputTerminal = static () => !Console.IsInputRedirected && !Console.IsOutputRedirected,
        IsErrorTerminal = static () => !Console.IsErrorRedirected,
        Columns = static () => Terminal.GetColumns(),
        ReadWords = ForeignWords.OfProcess,
        Listen = static () => Signals.OfProcess(),
    };
}
