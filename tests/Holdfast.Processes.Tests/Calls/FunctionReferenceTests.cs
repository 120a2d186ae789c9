using System.Reflection;
using Holdfast.Errors;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Tests.Calls;

/// <summary>Functions are found again, in the very build that they were named in and in no other.</summary>
public sealed class FunctionReferenceTests
{
    [Fact]
    public void Resolve_WhatWasNamed_IsTheSameMethod()
    {
        Delegate[] functions =
        [
            Starting.Functions.Square,
            (int number) => number + 1,
            Starting.Functions.Generic<List<string>>,
            Holder<int>.Take,
            Local,
        ];
        Assert.All(
            functions,
            function => Assert.Equal(function.Method, RoundTrip(FunctionReference.Of(function)).Resolve()));

        static int Local(int number) => number;
    }

    [Fact]
    public void Resolve_ProgramBuiltAnew_SaysSo()
    {
        FunctionReference other = FunctionReference.Of(Starting.Functions.Square) with { Version = Guid.NewGuid() };
        HoldfastOperationException changed = Assert.Throws<HoldfastOperationException>(() => other.Resolve());
        Assert.Equal(ErrorCode.ProgramChanged, changed.Code);
        Assert.Contains("built anew", changed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SeveralFunctionsInOne_IsRefused()
    {
        Action both = First;
        both += First;
        Assert.Throws<HoldfastArgumentException>(() => FunctionReference.Of(both));

        static void First()
        {
        }
    }

    [Fact]
    public void Display_OfEachKind_IsWhatItsAuthorWrote()
    {
        Assert.Equal("Functions.Square", FunctionReference.Of(Starting.Functions.Square).Display);
        Assert.Equal(
            "FunctionReferenceTests.Display_OfEachKind_IsWhatItsAuthorWrote.lambda",
            FunctionReference.Of((int number) => number).Display);
        Assert.Equal("FunctionReferenceTests.Inner", FunctionReference.Of(Inner).Display);

        static int Inner(int number) => number;
    }

    /// <summary>As all methods are where the program is compiled natively.</summary>
    [Fact]
    public void Of_MethodWithoutMetadata_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => new NativeMethod().MetadataToken);
        HoldfastArgumentException refused = Assert.Throws<HoldfastArgumentException>(
            () => FunctionReference.Of(new NativeMethod()));
        Assert.Equal(ErrorCode.FunctionNotPortable, refused.Code);
        Assert.Contains("'NativeMethod.Run' has no metadata", refused.Message, StringComparison.Ordinal);
    }

    private static FunctionReference RoundTrip(FunctionReference reference)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        reference.Write(writer);
        writer.Flush();
        return FunctionReference.Read(new MessageReader(stream.ToArray()));
    }

    private static class Holder<T>
    {
        public static T Take(T item) => item;
    }
}
