using Holdfast.Documents.Patches;

namespace Holdfast.Tests.Documents.Patches;

/// <summary>RFC 7396: appendix A and the example of section 3.</summary>
public sealed class MergePatchTests
{
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", "{}")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [InlineData("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [InlineData("""{"a":"foo"}""", "null", "null")]
    [InlineData("""{"a":"foo"}""", "\"bar\"", "\"bar\"")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("[1,2]", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    [InlineData(
        """{"title":"Goodbye!","author":{"givenName":"John","familyName":"Doe"},"tags":["a","b"],"content":"x"}""",
        """{"title":"Hello!","phone":"+01-123-456-7890","author":{"familyName":null},"tags":["a"]}""",
        """{"title":"Hello!","author":{"givenName":"John"},"tags":["a"],"content":"x","phone":"+01-123-456-7890"}""")]
    [InlineData("""{"a":1}""", """{"a":1.0}""", """{"a":1.0}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{}}""", """{"a":{"b":1}}""")]
    [InlineData("""{"a":1}""", """{"a":{}}""", """{"a":{}}""")]
    [InlineData("""{"a":1}""", """{"a":[null]}""", """{"a":[null]}""")]
    public void Apply_Cases_GiveTheirResult(string target, string patch, string expected) =>
        Assert.Equal(expected, MergePatch.Apply(Value.Parse(target), Value.Parse(patch)).ToString());

    [Fact]
    public void Apply_NothingChanges_GivesTheSameTree()
    {
        Value target = Value.Parse("""{"a":{"b":[1,2]},"c":"d"}""");
        Value result = MergePatch.Apply(target, Value.Parse("""{"a":{"b":[1,2],"x":null},"c":"d"}"""));
        Assert.Same(target.Node, result.Node);
    }
}
