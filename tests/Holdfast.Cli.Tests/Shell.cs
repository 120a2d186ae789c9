using System.Text;
using Holdfast.Cli.Execution;

namespace Holdfast.Cli.Tests;

/// <summary>Runs command lines inside this process, on a store in a folder of its own.</summary>
public sealed class Shell : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("holdfast-cli-");

    public Shell() => StorePath = Path.Combine(_folder.FullName, "store");

    /// <summary>Where the store will be; nothing is there before the first change.</summary>
    public string StorePath { get; }

    /// <summary>The environment that the commands see.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public bool IsTerminal { get; set; }

    internal Signals? Signals { get; set; }

    /// <summary>A file in the folder, with a content.</summary>
    public string AddFile(string name, string content)
    {
        string path = FilePath(name);
        File.WriteAllText(path, content);
        return path;
    }

    public string FilePath(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Runs a line, its words as a shell would split them.</summary>
    public Result Run(string line, string input = "") =>
        RunWords([.. Holdfast.Cli.Parsing.ShellWords.Split(line)], input);

    /// <summary>Runs words as they are.</summary>
    public Result RunWords(string[] words, string input = "")
    {
        using MemoryStream output = new();
        using MemoryStream error = new();
        using MemoryStream bytes = new(Encoding.UTF8.GetBytes(input));
        int exit = RunWith(words, output, error, bytes);
        return new Result(exit, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    /// <summary>Runs a line that has to succeed, and gives what it printed.</summary>
    public string Do(string line, string input = "")
    {
        Result result = Run(line, input);
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.Exit);
        return result.Output;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    internal int RunWith(string[] words, Stream output, Stream error, Stream input)
    {
        Host host = new(output, error, () => input)
        {
            Variable = name => Variables.GetValueOrDefault(name) ?? (name == "HOLDFAST_STORE" ? StorePath : null),
            IsOutputTerminal = () => IsTerminal,
            IsErrorTerminal = () => IsTerminal,
            Listen = () => Signals ?? new Signals(),
        };
        return CommandLine.Run(words, host);
    }
}
