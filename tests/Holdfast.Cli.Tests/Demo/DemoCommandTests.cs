namespace Holdfast.Cli.Tests.Demo;

public sealed class DemoCommandTests : ShellTest
{
    [Theory]
    [InlineData("--workers 0", "from 1 to 64")]
    [InlineData("--workers many", "from 1 to 64")]
    [InlineData("--workers 65", "from 1 to 64")]
    [InlineData("--kill 5", "from 0 to 4")]
    [InlineData("--workers 2 --kill 3", "from 0 to 2")]
    [InlineData("--store memory:", "give --store a folder")]
    [InlineData("--input /no/such/folder", "there is no folder '/no/such/folder'")]
    [InlineData("--input ''", "--input")]
    public void Demo_BadOption_IsUsage(string options, string part) =>
        Run("demo " + options).AssertFails(2, "HF0060", part);

    [Fact]
    public void Demo_InputWithoutFiles_IsUsage()
    {
        Directory.CreateDirectory(Shell.FilePath("empty/below"));
        Run($"demo --input {Shell.FilePath("empty")}").AssertFails(2, "HF0060", "no file that can be read");
    }

    [Fact]
    public void Demo_InputIsFile_IsUsage() =>
        Run($"demo --input {Shell.AddFile("one", "text")}").AssertFails(2, "HF0060", "is a file");

    [Fact]
    public void Demo_StoreWithinInput_IsUsage()
    {
        string folder = Path.GetDirectoryName(Shell.AddFile("one", "text"))!;
        Run($"demo --input {folder} --store {folder}/store").AssertFails(2, "HF0060", "within the input");
    }

    [Fact]
    public void Demo_NamespaceInUse_SaysNoAndChangesNothing()
    {
        Do("set /a 1 --namespace demo");
        Run($"demo --store {Shell.StorePath}").AssertFails(1, "HF0013", "is not empty");
        Assert.Equal("{\"a\":1}\n", Do("get --namespace demo"));
    }

    [Fact]
    public void Help_OfAll_ListsDemoButNotItsWorker()
    {
        string help = Do("--help");
        Assert.Contains("demo ", help, StringComparison.Ordinal);
        Assert.DoesNotContain("demo-worker", help, StringComparison.Ordinal);
    }
}
