-- The page of operations asks how many messages to programs were given up: few among many.
CREATE INDEX webhook_messages_given_up ON webhook_messages (created_at) WHERE state = 'GIVEN_UP';
