using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Holdfast.Tests.Architecture;

/// <summary>
/// Compiles every C# block of the pages as a program of its own and runs it in an empty folder. A text block right
/// behind it (a word may stand between) is what it has to print.
/// </summary>
public sealed class DocumentationCode
{
    // What a new console project has, and nothing of ours: a reader copies a block as it stands.
    private const string Preamble = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly Regex Blocks = new(
        @"^```csharp\n(?<code>.*?)^```\n(\n?\w*\n?\n```text\n(?<output>.*?)^```$)?",
        RegexOptions.Multiline | RegexOptions.Singleline);

    public static TheoryData<string, string, string> Programs
    {
        get
        {
            TheoryData<string, string, string> programs = [];
            foreach (string page in Repository.Files("*.md", "docs").Prepend("ARCHITECTURE.md").Prepend("README.md"))
            {
                string text = Repository.Read(page);
                foreach (Match block in Blocks.Matches(text))
                {
                    int line = text.AsSpan(0, block.Index).Count('\n') + 1;
                    programs.Add($"{page}:{line}", block.Groups["code"].Value, block.Groups["output"].Value);
                }
            }

            return programs;
        }
    }

    [Fact]
    public void Readme_HasAnExampleWithItsOutput() =>
        Assert.Contains(Programs, program => program.Data.Item1.StartsWith("README.md", StringComparison.Ordinal)
            && program.Data.Item3.Length > 0);

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Block_CompiledAndRun_PrintsWhatThePageSays(string place, string code, string output)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("holdfast-page-");
        try
        {
            Compile(place, code, folder.FullName);
            string printed = await RunAsync(folder.FullName, TestContext.Current.CancellationToken);
            Assert.Equal(Lines(output), Lines(printed));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Lines(string text) => [.. text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];

    private static void Compile(string place, string code, string folder)
    {
        string[] libraries =
            [typeof(Revision).Assembly.Location, typeof(Holdfast.Processes.ProcessContext).Assembly.Location];
        CSharpCompilation program = CSharpCompilation.Create(
            "Page",
            [Parse(Preamble), Parse(code)],
            [.. SourceModel.FrameworkReferences, .. libraries.Select(file => MetadataReference.CreateFromFile(file))],
            new CSharpCompilationOptions(
                OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        var result = program.Emit(Path.Combine(folder, "Page.dll"));
        Assert.True(result.Success, $"{place} does not compile:\n{string.Join("\n", result.Diagnostics)}");
        foreach (string library in libraries) File.Copy(library, Path.Combine(folder, Path.GetFileName(library)));
        string framework = $"\"name\":\"Microsoft.NETCore.App\",\"version\":\"{Environment.Version}\"";
        File.WriteAllText(
            Path.Combine(folder, "Page.runtimeconfig.json"),
            $"{{\"runtimeOptions\":{{\"framework\":{{{framework}}}}}}}");
    }

    private static SyntaxTree Parse(string code) => CSharpSyntaxTree.ParseText(code, SourceModel.ParseOptions);

    private static async Task<string> RunAsync(string folder, CancellationToken token)
    {
        ProcessStartInfo start = new("dotnet", ["Page.dll"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(token);
        string output = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        Assert.Equal("", await error);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
