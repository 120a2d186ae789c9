using Holdfast.Documents.Patches;
using Holdfast.Errors;

namespace Holdfast.Tests.Documents.Patches;

public sealed class PatchApplyTests
{
    /// <summary>RFC 6902, appendix A, the cases that succeed.</summary>
    [Theory]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux"}]""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData(
        """{"foo":["bar","baz"]}""",
        """[{"op":"add","path":"/foo/1","value":"qux"}]""",
        """{"foo":["bar","qux","baz"]}""")]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"remove","path":"/baz"}]""", """{"foo":"bar"}""")]
    [InlineData(
        """{"foo":["bar","qux","baz"]}""", """[{"op":"remove","path":"/foo/1"}]""", """{"foo":["bar","baz"]}""")]
    [InlineData(
        """{"baz":"qux","foo":"bar"}""",
        """[{"op":"replace","path":"/baz","value":"boo"}]""",
        """{"baz":"boo","foo":"bar"}""")]
    [InlineData(
        """{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}""",
        """[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]""",
        """{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}""")]
    [InlineData(
        """{"foo":["all","grass","cows","eat"]}""",
        """[{"op":"move","from":"/foo/1","path":"/foo/3"}]""",
        """{"foo":["all","cows","eat","grass"]}""")]
    [InlineData(
        """{"baz":"qux","foo":["a",2,"c"]}""",
        """[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]""",
        """{"baz":"qux","foo":["a",2,"c"]}""")]
    [InlineData(
        """{"foo":"bar"}""",
        """[{"op":"add","path":"/child","value":{"grandchild":{}}}]""",
        """{"foo":"bar","child":{"grandchild":{}}}""")]
    [InlineData(
        """{"foo":"bar"}""",
        """[{"op":"add","path":"/baz","value":"qux","xyz":123}]""",
        """{"foo":"bar","baz":"qux"}""")]
    [InlineData(
        """{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":10}]""", """{"/":9,"~1":10}""")]
    [InlineData(
        """{"foo":["bar"]}""",
        """[{"op":"add","path":"/foo/-","value":["abc","def"]}]""",
        """{"foo":["bar",["abc","def"]]}""")]
    public void Apply_AppendixOfTheStandard_GivesItsResult(string target, string patch, string expected) =>
        Assert.Equal(expected, Patch.Parse(patch).Apply(Value.Parse(target)).ToString());

    [Theory]
    [InlineData("[]", """[{"op":"add","path":"/0","value":1}]""", "[1]")]
    [InlineData("[1,2]", """[{"op":"add","path":"/2","value":3}]""", "[1,2,3]")]
    [InlineData("1", """[{"op":"replace","path":"","value":[1]}]""", "[1]")]
    [InlineData("{}", """[{"op":"add","path":"","value":null}]""", "null")]
    [InlineData("""{"a":1}""", """[{"op":"move","from":"/a","path":""}]""", "1")]
    [InlineData("""{"a":1}""", """[{"op":"copy","from":"","path":"/b"}]""", """{"a":1,"b":{"a":1}}""")]
    [InlineData("""{"a":1}""", """[{"op":"copy","from":"/a","path":"/a"}]""", """{"a":1}""")]
    [InlineData("""{"a":1,"b":2}""", """[{"op":"move","from":"/a","path":"/a"}]""", """{"a":1,"b":2}""")]
    [InlineData("[1,2]", """[{"op":"copy","from":"/0","path":"/0"}]""", "[1,1,2]")]
    [InlineData("[1,2,3]", """[{"op":"move","from":"/0","path":"/-"}]""", "[2,3,1]")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"move","from":"/a/b","path":"/a"}]""", """{"a":1}""")]
    [InlineData("""{"a":1,"ab":2}""", """[{"op":"move","from":"/a","path":"/ab"}]""", """{"ab":1}""")]
    [InlineData("""{"a":1.0}""", """[{"op":"test","path":"/a","value":1}]""", """{"a":1.0}""")]
    [InlineData("""{"a":1.0}""", """[{"op":"replace","path":"/a","value":1}]""", """{"a":1}""")]
    [InlineData("""{"a":{"x":1,"y":2}}""", """[{"op":"test","path":"/a","value":{"y":2,"x":1e0}}]""", null)]
    [InlineData("""{"a":null}""", """[{"op":"test","path":"/a","value":null}]""", """{"a":null}""")]
    [InlineData("""{"":{"":1}}""", """[{"op":"replace","path":"//","value":2}]""", """{"":{"":2}}""")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a","value":2}]""", """{"a":2}""")]
    [InlineData("""{"0":1}""", """[{"op":"add","path":"/01","value":2}]""", """{"0":1,"01":2}""")]
    [InlineData("""{"-":1}""", """[{"op":"remove","path":"/-"}]""", "{}")]
    [InlineData("5", "[]", "5")]
    public void Apply_Traps_GivesTheResult(string target, string patch, string? expected) =>
        Assert.Equal(expected ?? target, Patch.Parse(patch).Apply(Value.Parse(target)).ToString());

    [Theory]
    [InlineData("""{"baz":"qux"}""", """{"op":"test","path":"/baz","value":"bar"}""", ErrorCode.TestFailed)]
    [InlineData("""{"a":1}""", """{"op":"test","path":"/a","value":"1"}""", ErrorCode.TestFailed)]
    [InlineData("""{"/":9,"~1":10}""", """{"op":"test","path":"/~01","value":"10"}""", ErrorCode.TestFailed)]
    [InlineData("{}", """{"op":"test","path":"/a","value":null}""", ErrorCode.PathNotFound)]
    [InlineData("""{"foo":"bar"}""", """{"op":"add","path":"/baz/bat","value":"qux"}""", ErrorCode.PathNotFound)]
    [InlineData("{}", """{"op":"remove","path":"/a"}""", ErrorCode.PathNotFound)]
    [InlineData("{}", """{"op":"replace","path":"/a","value":1}""", ErrorCode.PathNotFound)]
    [InlineData("{}", """{"op":"move","from":"/a","path":"/b"}""", ErrorCode.PathNotFound)]
    [InlineData("{}", """{"op":"copy","from":"/a","path":"/a"}""", ErrorCode.PathNotFound)]
    [InlineData("[1]", """{"op":"remove","path":"/1"}""", ErrorCode.PathNotFound)]
    [InlineData("[1]", """{"op":"remove","path":"/-"}""", ErrorCode.PathNotFound)]
    [InlineData("[1]", """{"op":"replace","path":"/-","value":1}""", ErrorCode.PathNotFound)]
    [InlineData("[1]", """{"op":"add","path":"/2","value":1}""", ErrorCode.BadIndex)]
    [InlineData("[1]", """{"op":"add","path":"/00","value":1}""", ErrorCode.BadIndex)]
    [InlineData("[1]", """{"op":"replace","path":"/00","value":1}""", ErrorCode.BadIndex)]
    [InlineData("[1,2]", """{"op":"remove","path":"/01"}""", ErrorCode.BadIndex)]
    [InlineData("[1]", """{"op":"add","path":"/1e0","value":1}""", ErrorCode.BadIndex)]
    [InlineData("[1]", """{"op":"add","path":"/-1","value":1}""", ErrorCode.BadIndex)]
    [InlineData("[1]", """{"op":"add","path":"/a","value":1}""", ErrorCode.BadIndex)]
    [InlineData("[1]", """{"op":"add","path":"/99999999999999999999","value":1}""", ErrorCode.BadIndex)]
    [InlineData("""{"a":1}""", """{"op":"add","path":"/a/b","value":1}""", ErrorCode.ThroughScalar)]
    [InlineData("1", """{"op":"add","path":"/a","value":1}""", ErrorCode.ThroughScalar)]
    [InlineData("{}", """{"op":"remove","path":""}""", ErrorCode.RootNotObject)]
    public void Apply_Impossible_NamesItsPlaceAndChangesNothing(string json, string operation, ErrorCode code)
    {
        Value target = Value.Parse(json);
        var patch = Patch.Parse($$"""[{"op":"test","path":"","value":{{json}}},{{operation}}]""");
        var error = Assert.ThrowsAny<Exception>(() => patch.Apply(target));
        Assert.Equal(code, ((IHoldfastError)error).Code);
        StatePath named = patch.Operations[1].From ?? patch.Operations[1].Path;
        Assert.Contains("Operation 1 of the patch ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{named}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(json, target.ToString());
        (int? place, string? path) = error switch
        {
            PathNotFoundException missing => (missing.Operation, missing.Path),
            HoldfastOperationException refused => (refused.Operation, refused.Path),
            _ => default,
        };
        Assert.Equal((1, named.ToString()), (place, path));
    }

    [Fact]
    public void Apply_LastOperationFails_LeavesTheTargetAsItWas()
    {
        Value target = Value.Parse("""{"a":[1,2,{"b":3}]}""");
        var patch = Patch.Parse(
            """
            [{"op":"remove","path":"/a/0"},{"op":"add","path":"/a/1/c","value":4},{"op":"test","path":"/a/0","value":1}]
            """);
        Assert.Throws<HoldfastOperationException>(() => patch.Apply(target));
        Assert.Equal("""{"a":[1,2,{"b":3}]}""", target.ToString());
    }

    [Fact]
    public void Apply_CopiesOfTheDocumentIntoItself_AreRefusedAtOnce()
    {
        Value target = Value.FromMembers([new("text", new string('x', 1_000))]);
        var copies = Enumerable.Range(0, 40).Select(index => PatchOperation.Copy("", $"/copy{index}"));
        var error = Assert.Throws<HoldfastOperationException>(() => new Patch(copies).Apply(target));
        Assert.Equal(ErrorCode.DocumentTooLarge, error.Code);
    }

    [Fact]
    public void Apply_BeyondTheDepth_IsRefused()
    {
        Value deep = Value.Parse(new string('[', 511) + new string(']', 511));
        Value target = Value.FromMembers([new("a", deep)]);
        Assert.Equal(2, new Patch([PatchOperation.Add("/b", deep)]).Apply(target).Count);
        var patch = new Patch([PatchOperation.Add("/b", Value.EmptyObject), PatchOperation.Copy("/a", "/b/c")]);
        var error = Assert.Throws<HoldfastOperationException>(() => patch.Apply(target));
        Assert.Equal(ErrorCode.TooDeep, error.Code);
    }
}
