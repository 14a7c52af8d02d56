import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export interface Question<A extends string> {
  readonly title: string;
  /** Sentences, one a line. */
  readonly message: string;
  /** The first one is what most people want. */
  readonly answers: Readonly<Record<A, string>>;
  /** What closing the dialog means. */
  readonly otherwise: NoInfer<A>;
}
interface Asked {
  readonly question: Question<string>;
  readonly answer: (answer: string) => void;
}
const queue = createStore<{ readonly asked: readonly Asked[] }>(() => ({ asked: [] }));

/** Asks the user; several questions are asked one after the other. */
export function ask<A extends string>(question: Question<A>): Promise<A> {
  return new Promise((resolve) => {
    const asked: Asked = {
      question,
      answer(answer) {
        queue.setState((state) => ({ asked: state.asked.filter((one) => one !== asked) }));
        resolve(answer as A);
      },
    };
    queue.setState((state) => ({ asked: [...state.asked, asked] }));
  });
}

/** The question that is asked now. */
export function Questions() {
  const first = useStore(queue, (state) => state.asked[0]);
  return (
    <Modal
      opened={first !== undefined}
      onClose={() => first?.answer(first.question.otherwise)}
      title={
        <Text span fw={650} size="lg">
          {first?.question.title}
        </Text>
      }
      centered
      zIndex={450}
    >
      <Stack>
        {first?.question.message.split('\n').map((line) => (
          <Text key={line} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {line}
          </Text>
        ))}
        <Group justify="flex-end" style={{ flexDirection: 'row-reverse', justifyContent: 'flex-start' }}>
          {Object.entries(first?.question.answers ?? {}).map(([answer, label], i) => (
            <Button
              key={answer}
              variant={i === 0 ? 'filled' : 'default'}
              {...(i === 0 ? { 'data-autofocus': true } : {})}
              onClick={() => first?.answer(answer)}
            >
              {label}
            </Button>
          ))}
        </Group>
      </Stack>
    </Modal>
  );
}
