namespace Holdfast.Cli.Tests.Commands;

public sealed class MergePatchCommandTests : ShellTest
{
    [Fact]
    public void Merge_Object_FollowsRfc7396()
    {
        Do("""set /o '{"a":"b","c":{"d":"e","f":"g"}}'""");
        Do("""merge /o '{"a":"z","c":{"f":null}}'""");
        Assert.Equal("{\"a\":\"z\",\"c\":{\"d\":\"e\"}}\n", Do("get /o"));
    }

    [Fact]
    public void Merge_Null_SetsNull()
    {
        Do("set /doc 1");
        Do("merge /doc null");
        Assert.Equal("null\n", Do("get /doc"));
    }

    [Theory]
    [InlineData("merge / null", "HF0007")]
    [InlineData("merge / 1", "HF0007")]
    [InlineData("merge /a {", "HF0002")]
    public void Merge_WhatNoStateCouldTake_Exits2(string line, string code) => Run(line).AssertFails(2, code);

    [Fact]
    public void Merge_Dash_ReadsStandardInput()
    {
        Do("merge / -", input: """{"a":1}""");
        Assert.Equal("{\"a\":1}\n", Do("get"));
    }

    [Fact]
    public void Patch_File_IsOneCommit()
    {
        string file = Shell.AddFile(
            "p.json", """[{"op":"add","path":"/a","value":1},{"op":"copy","from":"/a","path":"/b"}]""");
        Assert.Equal("revision 1\n", Do($"patch {file}"));
        Assert.Equal("{\"a\":1,\"b\":1}\n", Do("get"));
    }

    [Fact]
    public void Patch_Under_IsRelative()
    {
        Do("set /o {}");
        Do("patch - --under /o", input: """[{"op":"add","path":"/a","value":1}]""");
        Assert.Equal("{\"a\":1}\n", Do("get /o"));
    }

    [Theory]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""", 1, "HF0013")]
    [InlineData("""[{"op":"remove","path":"/nope"}]""", 1, "HF0004")]
    [InlineData("""[{"op":"add","path":"/x/y","value":1}]""", 1, "HF0004")]
    [InlineData("""[{"op":"frob","path":"/a"}]""", 2, "HF0003")]
    [InlineData("""[{"op":"add","path":"/b"}]""", 2, "HF0003")]
    [InlineData("""{"op":"add"}""", 2, "HF0003")]
    [InlineData("""[{""", 2, "HF0002")]
    public void Patch_Wrong_ChangesNothing(string patch, int exit, string code)
    {
        Do("set /a 1");
        Run("patch -", patch).AssertFails(exit, code);
        Assert.Equal("{\"revision\":1,\"value\":{\"a\":1}}\n", Do("get --json"));
    }

    [Fact]
    public void Patch_MalformedPointer_Exits2()
    {
        Do("set /a 1");
        Assert.Equal(2, Run("patch -", """[{"op":"remove","path":"a/b"}]""").Exit);
    }

    /// <summary>The failure named the path that was to be added, and told to set it first.</summary>
    [Theory]
    [InlineData("add", "/zz/y/w", "'/zz', so nothing can be added at '/zz/y/w'")]
    [InlineData("add", "/l/0/w", "'/l/0', so nothing can be added at '/l/0/w'")]
    [InlineData("replace", "/zz/y", "'/zz/y' that could be replaced")]
    [InlineData("remove", "/zz", "'/zz' that could be removed")]
    [InlineData("move", "/new", "'/none' that could be moved or copied")]
    [InlineData("copy", "/zz/y", "'/none' that could be moved or copied")]
    public void Patch_SomethingMissing_NamesWhatIsMissing(string op, string path, string part)
    {
        Do("set /l []");
        string patch = $$"""[{"op":"{{op}}","path":"{{path}}","from":"/none","value":1}]""";
        Run("patch -", patch).AssertFails(1, "HF0004", "Nothing is at " + part);
        Run("patch - --dry-run", patch).AssertFails(1, "HF0004", "Nothing is at " + part);
        Run("patch - --under /u", patch).AssertFails(1, "HF0004", "Nothing is at '/u");
    }

    [Fact]
    public void Patch_MissingFile_Exits2() => Run("patch /no/such/file").AssertFails(2, "HF0060", "/no/such/file");

    [Fact]
    public void Diff_OfTwoRevisions_IsAPatchThatLeadsThere()
    {
        Do("""set / '{"a":1,"l":[1,2,3]}'""");
        Do("""set / '{"b":1,"l":[1,3]}'""");
        string patch = Do("diff 1 2");
        Do("rollback 1");
        Do("patch -", patch);
        Assert.Equal("[]\n", Do("diff 2"));
    }

    // Who had sent a patch of many operations was not told which of them failed.
    [Theory]
    [InlineData("[{'op':'add','path':'/b','value':1},{'op':'test','path':'/a','value':9}]", "HF0013", "")]
    [InlineData("[{'op':'add','path':'/b','value':1},{'op':'remove','path':'/none'}]", "HF0004", "")]
    [InlineData("[{'op':'add','path':'/b','value':1},{'op':'test','path':'/a','value':9}]", "HF0013", " --dry-run")]
    public void Patch_OperationThatFails_IsNamed(string patch, string code, string option)
    {
        Do("set /a 1");
        string line = "patch -" + option;
        patch = patch.Replace('\'', '"');
        Run(line, patch).AssertFails(1, code, "Operation 1 of the patch");
        Assert.Contains("\"operation\":1", Run(line + " --json", patch).Error, StringComparison.Ordinal);
    }
}
