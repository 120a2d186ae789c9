using Holdfast.Processes.Calls;
using Holdfast.Processes.Entry;
using Holdfast.Processes.Maps;

namespace Holdfast.Processes.Tests.Calls;

/// <summary>What an exception is when it has come from another process.</summary>
public sealed class ExceptionImageTests
{
    // Only a constructor whose parameter was called "message" was tried: each of these arrived without its type.
    [Fact]
    public void Rebuild_ConstructorOfAnyParameterName_KeepsTheType()
    {
        FormatException cause = new("the cause");
        Assert.Equal("no tea", Rebuilt(new TextException("no tea")).Message);
        Assert.Equal("no tea", Rebuilt(new TextException("no tea", cause)).Message);
        Assert.Equal("the cause", Rebuilt(new TextException("no tea", cause)).InnerException!.Message);
        Assert.Equal("no tea", Rebuilt(new PlainException("no tea")).Message);
    }

    [Fact]
    public void Rebuild_ConstructorMakesAnotherMessage_IsARemoteException()
    {
        Exception arrived = Arrived(new OrderException("17"));
        RemoteException remote = Assert.IsType<RemoteException>(arrived);
        Assert.Equal("There is no order 17.", remote.OriginalMessage);
        Assert.Contains(nameof(OrderException), remote.TypeName, StringComparison.Ordinal);
    }

    [Fact]
    public void Rebuild_MessageThatThrowsWithoutItsData_IsARemoteException() =>
        Assert.Equal(
            "4 letters", Assert.IsType<RemoteException>(Arrived(new LengthException((object)"milk"))).OriginalMessage);

    // Its message told the first cause twice, and the other causes were lost.
    [Fact]
    public void Rebuild_Aggregate_HasItsMessageAndAllItsCauses()
    {
        AggregateException sent = new("Both failed.", new FormatException("x"), new TextException("y"));

        AggregateException arrived = Rebuilt(sent);
        Assert.Equal("Both failed. (x) (y)", arrived.Message);
        Assert.IsType<FormatException>(arrived.InnerExceptions[0]);
        Assert.Equal("y", Assert.IsType<TextException>(arrived.InnerExceptions[1]).Message);
        Assert.Equal(2, arrived.InnerExceptions.Count);

        Assert.Equal("none", Rebuilt(new AggregateException("none")).Message);
        Assert.Equal("Both failed. (x) (y)", Rebuilt(new InvalidOperationException("m", sent)).InnerException!.Message);
    }

    private static T Rebuilt<T>(T exception)
        where T : Exception => Assert.IsType<T>(Arrived(exception));

    /// <summary>Sends it as a function's failure, and stores it as that of a map: both have to be the same.</summary>
    private static Exception Arrived(Exception exception)
    {
        ExceptionImage image = ExceptionImage.Of(exception);
        Exception sent = RunOutcome.ToImage(RunOutcome.ToBytes(image)).Rebuild();
        MapResult<int> stored = Assert.Single(StoredResult.ToResults<int>(StoredResult.OfFailure(1, image), first: 0));
        Exception kept = stored.Failure!.InnerException!;
        Assert.Equal((sent.GetType(), sent.Message), (kept.GetType(), kept.Message));
        return sent;
    }

    public sealed class TextException : Exception
    {
        public TextException(string text)
            : base(text)
        {
        }

        public TextException(string text, Exception cause)
            : base(text, cause)
        {
        }
    }

    public sealed class PlainException(string why) : Exception(why);

    public sealed class OrderException(string id) : Exception($"There is no order {id}.");

    public sealed class LengthException : Exception
    {
        private readonly string? _text;

        public LengthException(object text) => _text = text.ToString();

        public LengthException(string message)
            : base(message)
        {
        }

        public override string Message => $"{_text!.Length} letters";
    }
}
