namespace Holdfast.Cli.Tests.Commands;

/// <summary>What holds for every command that commits.</summary>
public sealed class MutationCommandTests : ShellTest
{
    public static TheoryData<string, string, string> Mutations => new()
    {
        { "set /a 9", "", """[{"op":"replace","path":"/a","value":9}]""" },
        { "merge /o '{\"x\":null,\"y\":2}'", "",
        """[{"op":"remove","path":"/o/x"},{"op":"add","path":"/o/y","value":2}]""" },
        { "patch -", """[{"op":"remove","path":"/a"}]""", """[{"op":"remove","path":"/a"}]""" },
        { "rm /a", "", """[{"op":"remove","path":"/a"}]""" },
        { "add /a 2", "", """[{"op":"replace","path":"/a","value":3}]""" },
        { "append /l 3", "", """[{"op":"add","path":"/l/2","value":3}]""" },
        { "rollback 1 /a", "", """[{"op":"replace","path":"/a","value":0}]""" },
        { "revert 2", "", """[{"op":"replace","path":"/a","value":0}]""" },
        { "import -", """{"a":1,"o":{"x":1},"l":[1]}""", """[{"op":"remove","path":"/l/1"}]""" },
    };

    [Theory]
    [MemberData(nameof(Mutations))]
    public void Mutation_DryRun_PrintsThePatchAndCommitsNothing(string line, string input, string patch)
    {
        Prepare();
        Assert.Equal(patch + "\n", Do(line + " --dry-run", input));
        Assert.Equal(patch + "\n", Do(line + " --dry-run --json", input));
        Assert.Equal("{\"revision\":2,\"value\":1}\n", Do("get /a --json"));
    }

    [Theory]
    [MemberData(nameof(Mutations))]
    public void Mutation_Json_GivesTheRevision(string line, string input, string patch)
    {
        Prepare();
        Assert.StartsWith("{\"revision\":3", Do(line + " --json", input), StringComparison.Ordinal);
        Assert.NotEmpty(patch);
    }

    [Theory]
    [MemberData(nameof(Mutations))]
    public void Mutation_Durability_IsTakenOrRefusedByName(string line, string input, string patch)
    {
        Prepare();
        Run(line + " --durability paper", input).AssertFails(2, "HF0060", "paper");
        Assert.NotEqual("", Do(line + " --durability process", input));
        Assert.NotEmpty(patch);
    }

    [Theory]
    [MemberData(nameof(Mutations))]
    public void Mutation_AuthorAndReason_AreKept(string line, string input, string patch)
    {
        Prepare();
        Do(line + " --author ann --reason 'because of it'", input);
        Assert.Contains(
            "\"author\":\"ann\",\"reason\":\"because of it\"", Do("log -n 1 --json"), StringComparison.Ordinal);
        Assert.NotEmpty(patch);
    }

    [Fact]
    public void Mutation_Quiet_PrintsNoRevision()
    {
        Assert.Equal("", Do("set /a 1 -q"));
        Assert.Equal("", Do("set /a 1 -v 0"));
        Assert.Equal("{\"revision\":3}\n", Do("set /a 1 -q --json"));
        Assert.Equal("2\n", Do("add /a -q"));
    }

    [Fact]
    public void DryRun_OnAMissingStore_MakesNone()
    {
        Assert.Equal("""[{"op":"add","path":"/a","value":1}]""" + "\n", Do("set /a 1 --dry-run"));
        Assert.False(Directory.Exists(Shell.StorePath));
    }

    [Fact]
    public void DryRun_WhatWouldFail_Fails()
    {
        Prepare();
        Run("set /a/b 1 --dry-run").AssertFails(1, "HF0005");
        Run("rm /nope --dry-run").AssertFails(1, "HF0004");
    }

    private void Prepare()
    {
        Do("""set / '{"a":0,"o":{"x":1},"l":[1,2]}'""");
        Do("set /a 1");
    }
}
