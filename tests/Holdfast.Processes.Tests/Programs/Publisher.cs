using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Holdfast.Processes.Tests.Programs;

/// <summary>Makes programs of the source of the one that tests use, in a folder of its own.</summary>
public sealed class Publisher : IDisposable
{
    private const string Name = "Holdfast.ProcessProgram";
    private const string PackageFault = "error NU";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly TestFolder _folder = new();

    /// <summary>What keeps a build from leaving servers behind, or files outside the folder.</summary>
    private IReadOnlyDictionary<string, string?> BuildEnvironment => new Dictionary<string, string?>
    {
        ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(_folder.Root, "tmp")).FullName,
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["MSBuildSDKsPath"] = null,
        ["MSBUILD_EXE_PATH"] = null,
    };

    /// <summary>Builds it; gives its project.</summary>
    public string Build()
    {
        string project = MakeProject("built");
        Restore(project, []);
        Succeed(["build", project, "--no-restore", "-p:UseSharedCompilation=false"]);
        return project;
    }

    /// <summary>Publishes it for this machine; gives its executable.</summary>
    /// <param name="properties">What the build is told, as <c>-p:Name=Value</c>, and the like.</param>
    public string Publish(string name, params string[] properties)
    {
        string project = MakeProject(name);
        string output = Path.Combine(_folder.Root, name, "published");
        Restore(project, properties);
        Succeed([
            "publish", project, "--no-restore", "-c", "Release", "-o", output, "-p:UseSharedCompilation=false",
            .. properties,
        ]);
        return Path.Combine(output, Name);
    }

    public void Dispose() => _folder.Dispose();

    private string MakeProject(string name)
    {
        string folder = Path.Combine(_folder.Root, name);
        Directory.CreateDirectory(folder);
        string project = Path.Combine(folder, "Program.csproj");
        IEnumerable<string> libraries = OtherProgram.Libraries.Select(
            file => $"<Reference Include=\"{Path.Combine(AppContext.BaseDirectory, file)}\" />");
        File.WriteAllText(
            project,
            $"""
             <Project Sdk="Microsoft.NET.Sdk">
               <PropertyGroup>
                 <OutputType>Exe</OutputType>
                 <TargetFramework>net10.0</TargetFramework>
                 <AssemblyName>{Name}</AssemblyName>
                 <Nullable>enable</Nullable>
                 <ImplicitUsings>enable</ImplicitUsings>
                 <InvariantGlobalization>true</InvariantGlobalization>
               </PropertyGroup>
               <ItemGroup>
                 <Compile Include="{Source()}/*.cs" />
                 <Using Include="Holdfast" />
                 {string.Join(Environment.NewLine, libraries)}
               </ItemGroup>
             </Project>
             """);
        return project;
    }

    private void Restore(string project, string[] properties)
    {
        (int code, string said) = Run(["restore", project, .. properties]);
        if (said.Contains(PackageFault, StringComparison.Ordinal)) Assert.Skip($"Packages are missing here: {said}");
        Assert.True(code == 0, said);
    }

    private void Succeed(string[] words)
    {
        (int code, string said) = Run(words);
        Assert.True(code == 0, said);
    }

    private (int Code, string Said) Run(string[] words)
    {
        ProcessStartInfo start = new("dotnet", words) { RedirectStandardOutput = true };
        foreach ((string name, string? value) in BuildEnvironment) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Patience));
        return (process.ExitCode, said);
    }

    private static string Source([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", Name));
}
