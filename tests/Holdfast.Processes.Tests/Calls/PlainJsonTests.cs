using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Holdfast.Processes.Calls;

namespace Holdfast.Processes.Tests.Calls;

/// <summary>What goes without the serializer is what the serializer gives and takes.</summary>
public sealed class PlainJsonTests
{
    [Fact]
    public void WriteAndRead_AnyText_IsThatOfTheSerializer() => Prop.ForAll(
        ArbMap.Default.ArbFor<string?>(), text => Holds(text, typeof(string))).QuickCheckThrowOnFailure();

    [Fact]
    public void WriteAndRead_AnyNumber_IsThatOfTheSerializer()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), number => Holds(number, typeof(long))).QuickCheckThrowOnFailure();
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), number => Holds(number, typeof(int))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(long.MaxValue, typeof(long))]
    [InlineData(long.MinValue, typeof(long))]
    [InlineData(int.MinValue, typeof(int))]
    [InlineData(true, typeof(bool))]
    [InlineData(false, typeof(bool))]
    [InlineData("a \"b\" \\ é </x>", typeof(string))]
    [InlineData(null, typeof(string))]
    public void WriteAndRead_Edges_AreThoseOfTheSerializer(object? value, Type type) => Assert.True(Holds(value, type));

    [Theory]
    [InlineData("1.5", typeof(int))]
    [InlineData("99999999999", typeof(int))]
    [InlineData("\"x\"", typeof(int))]
    [InlineData("tru", typeof(bool))]
    public void Read_WhatIsNone_ThrowsAsTheSerializer(string json, Type type) => Assert.ThrowsAny<JsonException>(
        () => PlainJson.Read(System.Text.Encoding.UTF8.GetBytes(json), type, null));

    private static bool Holds(object? value, Type type)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return PlainJson.Write(value, type, null).AsSpan().SequenceEqual(json)
            && Equals(PlainJson.Read(json, type, null), JsonSerializer.Deserialize(json, type));
    }
}
