using System.Text;
using Holdfast.Documents;
using Holdfast.Documents.Stamps;
using Holdfast.Errors;

namespace Holdfast.Tests.Documents.Stamps;

/// <summary>The round trip itself is part of <see cref="DocumentModelTests"/>; here is what is damaged.</summary>
public sealed class StampFormatTests
{
    [Fact]
    public void Read_LargeDocument_KnowsAllRevisions()
    {
        Document document = Document.Empty;
        for (int index = 0; index < 20_000; index++)
            document = document.Set($"/m/{index % 5_000}/x", index, index + 1).Document;
        Document restored = Read(document.Root.ToString(), Stamps(document));
        for (int index = 0; index < 5_000; index++)
            Assert.Equal(document.Find($"/m/{index}/x"), restored.Find($"/m/{index}/x"));
        Assert.Equal(document.Find("/m"), restored.Find("/m"));
    }

    [Fact]
    public void Read_OtherOrCutStamps_IsDamage()
    {
        Document document = Document.FromValue(Value.Parse("""{"a":[1,2,{"b":null}]}"""), 300);
        byte[] stamps = Stamps(document);
        for (int length = 0; length < stamps.Length; length++)
            AssertDamaged("""{"a":[1,2,{"b":null}]}""", stamps[..length]);
        AssertDamaged("""{"a":[1,2,{"b":null}],"c":1}""", stamps);
        AssertDamaged("""{"a":[1,2]}""", stamps);
        AssertDamaged("[1]", Stamps(Document.Empty.Set("/a", 1, 1).Document));
        AssertDamaged("{}", [2, 0, 0, 0, 1, 9, 0, 0, 0, 0]);
        AssertDamaged("{}", [1, 0, 0, 0, 0x80, 0, 0, 0, 0]);
        AssertDamaged("{}", [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
    }

    private static void AssertDamaged(string json, byte[] stamps) =>
        Assert.Equal(ErrorCode.Damaged, Assert.Throws<HoldfastException>(() => Read(json, stamps)).Code);

    private static Document Read(string json, byte[] stamps) =>
        StampFormat.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), new MemoryStream(stamps));

    private static byte[] Stamps(Document document)
    {
        using MemoryStream stamps = new();
        StampFormat.Write(document, stamps);
        return stamps.ToArray();
    }
}
