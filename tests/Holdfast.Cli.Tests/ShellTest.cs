namespace Holdfast.Cli.Tests;

/// <summary>A test class whose every test has a store of its own.</summary>
public abstract class ShellTest : IDisposable
{
    protected Shell Shell { get; } = new();

    public void Dispose()
    {
        Shell.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string Do(string line, string input = "") => Shell.Do(line, input);

    protected Result Run(string line, string input = "") => Shell.Run(line, input);
}
