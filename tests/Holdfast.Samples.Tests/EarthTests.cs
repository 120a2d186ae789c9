namespace Holdfast.Samples.Tests;

public sealed class EarthTests : SampleTest
{
    [Fact]
    public async Task Earth_WithoutOptions_DrawsItsStateIndentedAndColoured()
    {
        string plain = await Sample.RunAsync("Earth", 0);
        Assert.Contains("\n\t\tInternal data tree:\n", plain, StringComparison.Ordinal);
        Assert.Matches(@"\n {27}o---/\n", plain);
        Assert.Matches(@"\n[ |]+\+--theAnswer +42\n", plain);
        Assert.Matches(@"\n +o---survivors\n +\+--humans +\[""Arthur Dent"",""Ford Prefect"",""Trillian""\]\n", plain);
        Assert.DoesNotContain('\e', plain);
        Assert.Contains("\e[33m", await Sample.RunAsync("Earth", 0, "--colour"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Earth_MessageAndFiles_AreAnsweredAndKept()
    {
        Directory.CreateDirectory(InputPath);
        string file = Path.Combine(InputPath, "earth.json");
        string[] files = ["--config-load", file, "--config-save", file];
        string reply = await Sample.RunAsync(
            "Earth", 0, [.. files, "--msg", """{"meta":{"var":"/earthState/reason","set":"Tea"}}"""]);
        Assert.StartsWith(
            "{\n    \"d_ret\": {\n        \"/earthState/reason\": \"Tea\"\n    },\n    \"status\": true\n}\n",
            reply,
            StringComparison.Ordinal);
        string shown = await Sample.RunAsync("Earth", 0, [.. files, "--state", "/earthState"]);
        Assert.Contains("\"reason\": \"Tea\"", shown, StringComparison.Ordinal);
        Assert.Equal("Version: 1.0.0\n", await Sample.RunAsync("Earth", 0, "--version"));
    }
}
