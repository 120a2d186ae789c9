using System.Diagnostics;

namespace Holdfast.Bench.Peers;

/// <summary>Programs that are measured as whole processes, published as they would be delivered.</summary>
internal static class PublishedProgram
{
    /// <summary>The repository that this program was built from; null when it was moved away from there.</summary>
    public static string? FindSources()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Holdfast.slnx"))) return folder.FullName;
        return null;
    }

    /// <summary>Writes, builds and publishes a program of one file.</summary>
    /// <param name="bench">Gives the folders.</param>
    /// <param name="name">Its name.</param>
    /// <param name="code">Its only file.</param>
    /// <param name="references">The projects that it uses.</param>
    /// <returns>The path of its executable.</returns>
    public static string Make(Workbench bench, string name, string code, params string[] references)
    {
        string folder = bench.NewFolder();
        Directory.CreateDirectory(folder);
        string uses = string.Concat(references.Select(path => $"""<ProjectReference Include="{path}" />"""));
        string readyToRun = references.Length > 0 ? "<PublishReadyToRun>true</PublishReadyToRun>" : "";
        File.WriteAllText(
            Path.Combine(folder, name + ".csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                {readyToRun}
              </PropertyGroup>
              <ItemGroup>{uses}</ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), code);
        return Path.Combine(Publish(folder, bench.NewFolder()), name);
    }

    /// <summary>
    /// Publishes as a tool is packed: for the machine that it runs on, compiled ahead of time where the project says
    /// so.
    /// </summary>
    public static string Publish(string project, string output)
    {
        Run("dotnet", "publish", project, "-c", "Release", "--use-current-runtime", "--no-self-contained", "-v",
            "quiet", "-o", output);
        return output;
    }

    /// <summary>Runs a program to its end, which has to be a good one.</summary>
    /// <returns>What it printed.</returns>
    public static string Run(string program, params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(
            $"{program} {string.Join(' ', words)} ended with status {process.ExitCode}: {output}");
    }
}
